import type { Scaling } from "../../dataset.js";
import { byteKernels } from "./byteKernels.js";

/** Bytes to be scaled, and what scales them. */
export interface ByteScaler {
  /** Where the bytes go. */
  readonly bytes: Uint8Array;
  /** Where the numbers come out. */
  readonly scaled: Float32Array<ArrayBuffer>;
  /**
   * The first `count` bytes as f32, each x as factor·x + offset, from place `at` of `scaled` on. Up to seven numbers behind them
   * are overwritten too.
   */
  scale(count: number, at?: number): void;
}

type Kernel = (from: number, end: number, to: number, ...numbers: readonly number[]) => void;

/** What is used of the engine's interface, which neither ES2023 nor Node's types declare. */
interface Engine {
  readonly Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly host: { readonly memory: object } },
  ) => { readonly exports: { readonly single: Kernel; readonly double: Kernel } };
}

const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

/**
 * Scales bytes eight at a time. Every bit is the same as that of `Math.fround(factor * x + offset)`.
 *
 * @param capacity bytes, at most 2²⁸.
 * @param room numbers that may come out, one after the other: at most 2²⁹. Default: as many.
 */
export function byteScaler(scaling: Scaling, capacity: number, room = capacity): ByteScaler {
  const start = 8 * Math.ceil(capacity / 8);
  const memory = new engine.Memory({ initial: Math.ceil((start + 4 * (room + 8)) / 65_536) });
  const { single, double } = new engine.Instance(new engine.Module(byteKernels), { host: { memory } }).exports;
  const parts = singleParts(scaling);
  const { factor, offset } = scaling;
  return {
    bytes: new Uint8Array(memory.buffer, 0, capacity),
    scaled: new Float32Array(memory.buffer, start, room),
    scale(count, at = 0) {
      if (count === 0) return;
      const to = start + 4 * at;
      if (parts === undefined) double(0, count, to, factor, offset);
      else single(0, count, to, ...parts);
    },
  };
}

/**
 * Numbers of single precision with which high·x + low·x is factor·x + offset to the last bit, for each of the 256 bytes. Products of a
 * byte and 16 bits are exact, so without an offset there mostly are some. Four are computed at once, of double precision two.
 */
function singleParts({ factor, offset }: Scaling): readonly [high: number, low: number] | undefined {
  const word = new Uint32Array(Float32Array.of(factor).buffer);
  word[0]! &= 0xffffff00;
  const high = new Float32Array(word.buffer)[0]!;
  const low = Math.fround(factor - high);
  for (let x = 0; x < 256; x++) {
    const sum = Math.fround(Math.fround(high * x) + Math.fround(low * x));
    if (!Object.is(sum, Math.fround(factor * x + offset))) return undefined;
  }
  return [high, low];
}
