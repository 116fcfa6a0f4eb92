import type { ChainKernel } from "../../compiler/fuse/kernel.js";
import { createBody } from "./assembler.js";
import { emitRange } from "./control.js";
import { type EmittedKernel, first, last, thread, tileParameters } from "./emittedKernel.js";
import type { Library } from "./library.js";
import type { EmitLoop } from "./loopEmitter.js";

/** The code of a chain: for each slice of rows, a call of each of its loops. Threads share out rows. */
export function emitChain(kernel: ChainKernel, emit: EmitLoop, library: Library): EmittedKernel {
  const { rows, slice, links } = kernel;
  const body = createBody(tileParameters);
  const emitted = links.map((link) => emit(link, rows));
  const functions = emitted.map((loop) => library.add(loop.body));
  const [row, end] = [body.local("i32"), body.local("i32")];
  emitRange(body, row, { start: () => body.get(first), end: () => body.get(last) }, slice, () => {
    body.get(row);
    body.i32(slice);
    body.op("i32.add");
    body.tee(end);
    body.get(last);
    body.get(end);
    body.get(last);
    body.op("i32.lt_u");
    body.select();
    body.set(end);
    for (const index of functions) {
      body.get(row);
      body.get(end);
      body.get(thread);
      body.call(index);
    }
  });
  return { body, tiles: rows, work: emitted.reduce((total, { work }) => total + work, 0) };
}
