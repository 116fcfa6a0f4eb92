/** As little WebAssembly as the two ceilings need. @see WebAssembly Core Specification 2.0, section 5; relaxed SIMD proposal. */
export type Code = readonly number[];

export const leb = (value: number): Code => (value < 128 ? [value] : [(value % 128) | 128, ...leb(value >> 7)]);

const simd = (opcode: number): Code => [0xfd, ...leb(opcode)];
const at = (offset: number): Code => [0, ...leb(offset)];

export const get = (local: number): Code => [0x20, ...leb(local)];
export const set = (local: number): Code => [0x21, ...leb(local)];
/** local ← local + step */
export const advance = (local: number, step: number): Code => [
  ...get(local),
  0x41,
  ...signed(step),
  0x6a,
  ...set(local),
];
export const load = (offset: number): Code => [...simd(0x00), ...at(offset)];
export const loadSplat = (offset: number): Code => [...simd(0x09), ...at(offset)];
export const store = (offset: number): Code => [...simd(0x0b), ...at(offset)];
export const addFloats = simd(0xe4);
export const mulFloats = simd(0xe6);
/** Of a, b, c: a·b + c, rounded once. */
export const relaxedMultiplyAdd = simd(0x105);

/** Repeats while the local, which is decremented, is not zero. */
export const countDown = (local: number, body: Code): Code => [
  0x03,
  0x40,
  ...body,
  ...advance(local, -1),
  ...get(local),
  0x0d,
  0x00,
  0x0b,
];

/** Signed LEB128. */
function signed(value: number): Code {
  const low = value & 127;
  const rest = value >> 7;
  const done = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
  return done ? [low] : [low | 128, ...signed(rest)];
}

export interface Func {
  /** How many parameters, all i32. */
  readonly params: number;
  /** How many further locals: vectors after integers. */
  readonly integers: number;
  readonly vectors: number;
  readonly code: Code;
}

const section = (id: number, items: readonly Code[]): Code => {
  const content = [...leb(items.length), ...items.flat()];
  return [id, ...leb(content.length), ...content];
};
const text = (value: string): Code => [value.length, ...Buffer.from(value)];

/** A module that imports `host.memory` and exports its functions as "0", "1", … */
export function encodeModule(functions: readonly Func[]): Uint8Array<ArrayBuffer> {
  const bodies = functions.map(({ integers, vectors, code }) => {
    const body = [2, ...leb(integers), 0x7f, ...leb(vectors), 0x7b, ...code, 0x0b];
    return [...leb(body.length), ...body];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      functions.map(({ params }) => [0x60, params, ...Array<number>(params).fill(0x7f), 0]),
    ),
    ...section(2, [[...text("host"), ...text("memory"), 0x02, 0x00, 0x01]]),
    ...section(
      3,
      functions.map((_, i) => leb(i)),
    ),
    ...section(
      7,
      functions.map((_, i) => [...text(`${i}`), 0x00, ...leb(i)]),
    ),
    ...section(10, bodies),
  ]);
}
