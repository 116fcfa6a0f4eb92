import type { Comparison } from "../verification.js";
import type { Flat } from "./flat.js";
import { placeOf } from "./places.js";

/** The distance between neighbouring numbers at x. */
function ulp(x: number, floats: "f32" | "f64"): number {
  const [least, digits] = floats === "f32" ? [-126, 23] : [-1022, 52];
  return 2 ** (Math.max(least, Math.floor(Math.log2(Math.abs(x)))) - digits);
}

/**
 * Compares two computations tensor by tensor, each relative to its own largest number. Equal infinities and NaN are no difference.
 *
 * @param least what a largest number counts as if it is smaller
 */
export const compareFlat = (
  of: Comparison["of"],
  names: readonly string[],
  found: Flat,
  expected: Flat,
  floats: "f32" | "f64",
  least = 0,
): readonly Comparison[] =>
  names.flatMap((tensor, i) => {
    const [start, end] = [expected.starts[i]!, expected.starts[i + 1]!];
    if (start === end) return [];
    let scale = least;
    for (let at = start; at < end; at++) {
      if (Number.isFinite(expected.data[at]!)) scale = Math.max(scale, Math.abs(expected.data[at]!));
    }
    let [worst, largest, ulps] = [start, 0, 0];
    for (let at = start; at < end; at++) {
      const [x, y] = [found.data[at]!, expected.data[at]!];
      if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue;
      const error = Math.abs(x - y);
      ulps = Math.max(ulps, error / ulp(y, floats));
      if (error <= largest || Number.isNaN(largest)) continue;
      [worst, largest] = [at, error];
    }
    const relative = largest === 0 ? 0 : largest / scale;
    const { index } = placeOf(expected, worst);
    return [{ tensor, of, ulps, relative, index, found: found.data[worst]!, expected: expected.data[worst]! }];
  });
