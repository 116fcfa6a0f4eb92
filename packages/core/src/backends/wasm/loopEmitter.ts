import type { Buffer, LoopKernel } from "../../compiler/fuse/kernel.js";
import { relocated, symbolOf } from "./assembler.js";
import { emitLoop } from "./emitLoop.js";
import { emitProduct, type ProductLayout } from "./emitProduct.js";
import type { Addresses, EmittedKernel } from "./emittedKernel.js";
import type { Library } from "./library.js";
import { structureOf } from "./structureOf.js";

/** Emits a loop; `rows` is the number of its tiles, if that must be the number of rows. */
export type EmitLoop = (kernel: LoopKernel, rows?: number) => EmittedKernel;

/**
 * Emits loops, reductions and products. Those that differ in nothing but their buffers have the same code but for addresses, so
 * it is written once and copied: a deep network repeats itself a hundred times.
 */
export function loopEmitter(addresses: Addresses, library: Library, layout: ProductLayout): EmitLoop {
  const templates = new Map<string, EmittedKernel>();
  return (kernel, rows) => {
    const { text, buffers } = structureOf(kernel);
    const key = `${rows}\n${text}`;
    const numbers = new Map(buffers.map((buffer, number) => [buffer, number]));
    const symbols = (buffer: Buffer) => symbolOf(numbers.get(buffer)!);
    const template =
      templates.get(key) ??
      (kernel.product === undefined
        ? emitLoop(kernel, symbols, library, rows)
        : emitProduct(kernel, symbols, library, layout));
    templates.set(key, template);
    return { ...template, body: relocated(template.body, buffers.map(addresses)) };
  };
}
