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
  scale(count: number, factor: number, offset: number, at?: number): void;
}

/** What is used of the engine's interface, which neither ES2023 nor Node's types declare. */
interface Engine {
  readonly Memory: new (pages: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly host: { readonly memory: object } },
  ) => {
    readonly exports: { scale(from: number, end: number, to: number, factor: number, offset: number): void };
  };
}

const engine = (globalThis as unknown as { readonly WebAssembly: Engine }).WebAssembly;

/**
 * Scales bytes eight at a time. The product and the sum are in double precision and rounded once, so every bit is the same as
 * that of `Math.fround(factor * x + offset)`.
 *
 * @param capacity bytes, at most 2²⁸.
 * @param room numbers that may come out, one after the other: at most 2²⁹. Default: as many.
 */
export function byteScaler(capacity: number, room = capacity): ByteScaler {
  const start = 8 * Math.ceil(capacity / 8);
  const memory = new engine.Memory({ initial: Math.ceil((start + 4 * (room + 8)) / 65_536) });
  const { scale } = new engine.Instance(new engine.Module(kernel), { host: { memory } }).exports;
  return {
    bytes: new Uint8Array(memory.buffer, 0, capacity),
    scaled: new Float32Array(memory.buffer, start, room),
    scale(count, factor, offset, at = 0) {
      if (count > 0) scale(0, count, start + 4 * at, factor, offset);
    },
  };
}

const i32 = 0x7f;
const f64 = 0x7c;
const v128 = 0x7b;
const [from, end, to, factor, offset, bytes, four, two] = [0, 1, 2, 3, 4, 5, 6, 7];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const add = (local: number, amount: number) => [...get(local), 0x41, amount, 0x6a, ...set(local)];
const simd = (code: number) => (code < 0x80 ? [0xfd, code] : [0xfd, 0x80 | (code & 0x7f), code >> 7]);
const lanes = (first: number) => Array.from({ length: 8 }, (_, i) => first + i);
const shuffle = (...chosen: readonly number[]) => [...simd(0x0d), ...chosen];
const f64x2 = { splat: simd(0x14), add: simd(0xf0), mul: simd(0xf2), convertLow: simd(0xff) };

/** Two integers at the lower end of a vector become two scaled floats there. */
const scaledPair = [
  ...[...f64x2.convertLow, ...get(factor), ...f64x2.splat, ...f64x2.mul, ...get(offset), ...f64x2.splat, ...f64x2.add],
  ...simd(0x5e), // f32x4.demote_f64x2_zero
];

/** Four integers in `four` are stored as four scaled floats, so many bytes behind `to`. */
const storeFour = (place: number) => [
  ...get(to),
  ...[...get(four), ...scaledPair, ...set(two)],
  ...[...get(two), ...get(four), ...get(four), ...shuffle(...lanes(8), ...lanes(8)), ...scaledPair],
  ...shuffle(...lanes(0), ...lanes(16)),
  ...[...simd(0x0b), 4, place], // v128.store
];

const body = [
  ...[0x03, 0x40], // loop
  ...[...get(from), ...simd(0x02), 0, 0, ...tee(bytes)], // v128.load8x8_u
  ...[...simd(0xa9), ...set(four), ...storeFour(0)], // i32x4.extend_low_i16x8_u
  ...[...get(bytes), ...simd(0xaa), ...set(four), ...storeFour(16)], // i32x4.extend_high_i16x8_u
  ...[...add(from, 8), ...add(to, 32), ...get(from), ...get(end), 0x49, 0x0d, 0], // while from < end
  ...[0x0b, 0x0b],
];

const text = (word: string) => [word.length, ...Buffer.from(word)];
const length = (size: number) => [0x80 | (size & 0x7f), size >> 7];
const section = (id: number, content: readonly number[]) => [id, ...length(content.length), ...content];
const functionBody = [1, 3, v128, ...body];

/** A module with one function, scale(from, end, to, factor, offset). */
const kernel = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, [1, 0x60, 5, i32, i32, i32, f64, f64, 0]),
  ...section(2, [1, ...text("host"), ...text("memory"), 0x02, 0x00, 0]),
  ...section(3, [1, 0]),
  ...section(7, [1, ...text("scale"), 0x00, 0]),
  ...section(10, [1, ...length(functionBody.length), ...functionBody]),
]);
