/** The greatest prime below 2¹⁶. */
const modulus = 65_521;

/** Bytes after which the sums still fit in 32 bits, as the RFC counts them. */
const stretch = 5552;

/**
 * The checksum of zlib: a sum of the bytes and a sum of those sums.
 *
 * @param before the checksum of the bytes that come before these. Default: of none.
 * @returns an unsigned 32-bit integer.
 * @see RFC 1950, section 8.2.
 */
export function adler32(bytes: Uint8Array, before = 1): number {
  let sum = before % 2 ** 16;
  let sumOfSums = Math.floor(before / 2 ** 16);
  for (let start = 0; start < bytes.length; start += stretch) {
    const end = Math.min(start + stretch, bytes.length);
    for (let i = start; i < end; i++) {
      sum += bytes[i]!;
      sumOfSums += sum;
    }
    sum %= modulus;
    sumOfSums %= modulus;
  }
  return sumOfSums * 2 ** 16 + sum;
}
