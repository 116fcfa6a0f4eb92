import type { Kernel, Schedule } from "../../compiler/fuse/kernel.js";
import { type Body, createBody, encodeModule } from "./assembler.js";
import { type Addresses, emitLoop } from "./emitLoop.js";
import { emitProduct, panelBytes } from "./emitProduct.js";
import { emitArgmax, emitCheck, emitCopy, emitRows } from "./emitRows.js";
import { hostImports } from "./host.js";
import { createLibrary, type Library } from "./library.js";

/** Where a program's private parts lie, in bytes. */
export interface Layout {
  readonly addresses: Addresses;
  /** Room for one packed panel. */
  readonly panel: number;
  /** Room for the details of a failure. */
  readonly details: number;
}

/** The room that the largest panel of a schedule needs. */
export const panelSpace = ({ kernels }: Schedule): number =>
  Math.max(
    0,
    ...kernels.map((kernel) => (kernel.kind === "loop" && kernel.product !== undefined ? panelBytes(kernel) : 0)),
  );

function emitKernel(kernel: Kernel, layout: Layout, library: Library, fused: boolean): Body {
  const { addresses, panel, details } = layout;
  switch (kernel.kind) {
    case "loop":
      return kernel.product === undefined
        ? emitLoop(kernel, addresses, library)
        : emitProduct(kernel, addresses, library, panel, fused);
    case "gather":
    case "scatterAdd":
      return emitRows(kernel, addresses, details);
    case "argmax":
      return emitArgmax(kernel, addresses);
    case "check":
      return emitCheck(kernel, addresses, details);
    case "copy":
      return emitCopy(kernel, addresses);
  }
}

/**
 * One WebAssembly module for a whole program: a function for each kernel, and `run`, which calls them in order and returns a
 * status: 0, or that of the kernel that ended the run.
 */
export function emitProgram({ kernels }: Schedule, layout: Layout, fused: boolean): Uint8Array<ArrayBuffer> {
  const library = createLibrary();
  const run = createBody([], "i32");
  const outcome = run.local("i32");
  for (const kernel of kernels) {
    const body = emitKernel(kernel, layout, library, fused);
    run.call(library.add(body));
    if (body.result === undefined) continue;
    run.tee(outcome);
    run.if(() => {
      run.get(outcome);
      run.op("return");
    });
  }
  run.i32(0);
  const index = library.add(run);
  return encodeModule(hostImports, library.bodies, { run: index });
}
