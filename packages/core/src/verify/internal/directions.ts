import { foldIn, type Key } from "../../random/key.js";
import { threefry } from "../../random/threefry.js";

/** Random signs and sizes in ±[½, 1): none so small that an element of the tensor would go unnoticed. */
export function direction(key: Key, stream: number, length: number): Float64Array {
  const [k0, k1] = foldIn(key, stream);
  return Float64Array.from({ length }, (_, i) => {
    const [word, sign] = threefry(k0, k1, 0, i);
    return (0.5 + (word >>> 1) * 2 ** -32) * (sign < 0 ? -1 : 1);
  });
}

/** Σᵢ aᵢ bᵢ, and Σᵢ |aᵢ bᵢ|: what rounding errors of the first are relative to. */
export function inner(a: Float64Array, b: Float64Array): { readonly value: number; readonly size: number } {
  let value = 0;
  let size = 0;
  a.forEach((x, i) => {
    value += x * b[i]!;
    size += Math.abs(x * b[i]!);
  });
  return { value, size };
}
