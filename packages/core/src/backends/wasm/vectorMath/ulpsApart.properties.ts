const formats = {
  f32: { bits: 23, least: -126, most: 127 },
  f64: { bits: 52, least: -1022, most: 1023 },
} as const;

const view = new Float64Array(1);
const words = new Uint32Array(view.buffer);

/** The exponent of the largest power of two up to |y|; of subnormal doubles, the least. */
function exponentOf(y: number): number {
  view[0] = y;
  return ((words[1]! >>> 20) & 2047) - 1023;
}

/**
 * How many ulp of a type a result is from the exact one, given as a double and a rest: multiples of the distance of neighbours
 * there. Beyond the largest single the next power of two stands for ∞. A zero of the wrong sign is infinitely far.
 */
export function ulpsApart(found: number, exact: number, type: keyof typeof formats = "f32", rest = 0): number {
  if (Number.isNaN(exact)) return Number.isNaN(found) ? 0 : Infinity;
  if (exact === found && rest === 0) return Object.is(exact, found) ? 0 : Infinity;
  const { bits, least, most } = formats[type];
  const finite = (x: number) => (type === "f32" ? Math.max(-(2 ** 128), Math.min(2 ** 128, x)) : x);
  const exponent = Math.max(least, Math.min(most, exponentOf(finite(exact))));
  return Math.abs(finite(found) - finite(exact) - rest) / 2 ** (exponent - bits);
}
