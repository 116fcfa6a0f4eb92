const i32 = 0x7f;
const f32 = 0x7d;
const f64 = 0x7c;
const v128 = 0x7b;
const [from, end, to] = [0, 1, 2];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const add = (local: number, amount: number) => [...get(local), 0x41, amount, 0x6a, ...set(local)];
const simd = (code: number) => (code < 0x80 ? [0xfd, code] : [0xfd, 0x80 | (code & 0x7f), code >> 7]);
const lanes = (first: number) => Array.from({ length: 8 }, (_, i) => first + i);
const shuffle = (...chosen: readonly number[]) => [...simd(0x0d), ...chosen];
const store = (place: number) => [...simd(0x0b), 4, place];
const f32x4 = { splat: simd(0x13), add: simd(0xe4), mul: simd(0xe6), convert: simd(0xfb) };
const f64x2 = { splat: simd(0x14), add: simd(0xf0), mul: simd(0xf2), convertLow: simd(0xff) };

/** Goes through the bytes eight at a time; `four` makes numbers of the integers of a vector, and stores them so many bytes behind `to`. */
const eachEight = (bytes: number, four: (integers: readonly number[], place: number) => readonly number[]) => [
  ...[0x03, 0x40], // loop
  ...[...get(from), ...simd(0x02), 0, 0, ...set(bytes)], // v128.load8x8_u
  ...four([...get(bytes), ...simd(0xa9)], 0), // i32x4.extend_low_i16x8_u
  ...four([...get(bytes), ...simd(0xaa)], 16), // i32x4.extend_high_i16x8_u
  ...[...add(from, 8), ...add(to, 32), ...get(from), ...get(end), 0x49, 0x0d, 0], // while from < end
  ...[0x0b, 0x0b],
];

/** high·x + low·x in single precision. */
function single() {
  const [high, low, bytes, numbers] = [3, 4, 5, 6];
  return eachEight(bytes, (integers, place) => [
    ...get(to),
    ...[...integers, ...f32x4.convert, ...tee(numbers)],
    ...[...get(high), ...f32x4.splat, ...f32x4.mul],
    ...[...get(numbers), ...get(low), ...f32x4.splat, ...f32x4.mul, ...f32x4.add],
    ...store(place),
  ]);
}

/** factor·x + offset in double precision, rounded once. */
function double() {
  const [factor, offset, bytes, four, two] = [3, 4, 5, 6, 7];
  // Two integers at the lower end of a vector become two scaled floats there.
  const scaledPair = [
    ...[
      ...f64x2.convertLow,
      ...get(factor),
      ...f64x2.splat,
      ...f64x2.mul,
      ...get(offset),
      ...f64x2.splat,
      ...f64x2.add,
    ],
    ...simd(0x5e), // f32x4.demote_f64x2_zero
  ];
  return eachEight(bytes, (integers, place) => [
    ...get(to),
    ...[...integers, ...tee(four), ...scaledPair, ...set(two)],
    ...[...get(two), ...get(four), ...get(four), ...shuffle(...lanes(8), ...lanes(8)), ...scaledPair],
    ...shuffle(...lanes(0), ...lanes(16)),
    ...store(place),
  ]);
}

const text = (word: string) => [word.length, ...Buffer.from(word)];
const length = (size: number) => [0x80 | (size & 0x7f), size >> 7];
const section = (id: number, content: readonly number[]) => [id, ...length(content.length), ...content];
const functionBody = (locals: number, body: readonly number[]) => {
  const content = [1, locals, v128, ...body];
  return [...length(content.length), ...content];
};

/** A module of two functions: single(from, end, to, high, low) and double(from, end, to, factor, offset). */
export const byteKernels = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...section(1, [2, 0x60, 5, i32, i32, i32, f32, f32, 0, 0x60, 5, i32, i32, i32, f64, f64, 0]),
  ...section(2, [1, ...text("host"), ...text("memory"), 0x02, 0x00, 0]),
  ...section(3, [2, 0, 1]),
  ...section(7, [2, ...text("single"), 0x00, 0, ...text("double"), 0x00, 1]),
  ...section(10, [2, ...functionBody(2, single()), ...functionBody(3, double())]),
]);
