import type { DType } from "../../../types/dtype.js";
import { createBody, encodeModule } from "../assembler.js";
import { engine } from "../engine.js";
import { hostFunctions, hostImports } from "../host.js";
import { createLibrary } from "../library.js";

/** Arrays whose elements a vector function takes. */
export type Elements = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** A primitive's vector code on whole arrays, padded with zeros to whole vectors: operand after operand, results behind them. */
export function compute<E extends Elements>(name: string, dtype: DType, operands: readonly E[]): E {
  const library = createLibrary();
  const index = library.vectorFunction(name, dtype);
  if (index === undefined) throw new Error(`${name} of ${dtype} has no vector code`);
  const first = operands[0]!;
  const stride = Math.ceil(first.byteLength / 16) * 16;
  const loop = createBody([]);
  const i = loop.local("i32");
  loop.loop(() => {
    loop.get(i);
    for (const place of operands.keys()) {
      loop.get(i);
      loop.vectorMemory("v128.load", place * stride);
    }
    loop.call(index);
    loop.vectorMemory("v128.store", operands.length * stride);
    loop.get(i);
    loop.i32(16);
    loop.op("i32.add");
    loop.tee(i);
    loop.i32(stride);
    loop.op("i32.lt_u");
    loop.brIf(0);
  });
  const run = library.add(loop);
  const memory = new engine.Memory({ initial: Math.ceil(((operands.length + 1) * stride) / 65_536) });
  const module = new engine.Module(encodeModule(hostImports, library.bodies, { run }));
  const { exports } = new engine.Instance(module, { host: { memory, overdue: () => {}, ...hostFunctions } });
  const ArrayOf = first.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => E;
  const at = (place: number) => new ArrayOf(memory.buffer as ArrayBuffer, place * stride, first.length);
  operands.forEach((operand, place) => {
    at(place).set(operand);
  });
  (exports.run as () => void)();
  return at(operands.length).slice() as E;
}
