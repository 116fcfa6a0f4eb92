/**
 * Numbers of half precision (IEEE 754 binary16) as f32, exactly.
 *
 * @param halves their bits.
 */
export function fromHalves(halves: Uint16Array): Float32Array {
  const table =
    halves.length > 1 << 16 ? Float32Array.from({ length: 1 << 16 }, (_, bits) => fromHalf(bits)) : undefined;
  return Float32Array.from(halves, (bits) => table?.[bits] ?? fromHalf(bits));
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
