import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { normal } from "../../internal/normal.js";
import { dot } from "./dot.js";

/**
 * Random vectors of length 1, each at right angles to the others; every such frame is as likely as any other, because
 * the Gaussian vectors that they are made of prefer no direction.
 *
 * Each vector is freed of the ones before it twice, since the first time leaves rounding errors that the second removes.
 *
 * @param count at most `dimensions`.
 * @see Giraud, Langou, Rozložník & van den Eshof, "Rounding error analysis of the classical Gram–Schmidt
 * orthogonalization process" (2005): twice is enough.
 */
export function orthonormal(random: RandomGenerator, count: number, dimensions: number): readonly Float64Array[] {
  const frame: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const vector = Float64Array.from({ length: dimensions }, () => normal(random));
    for (const other of [...frame, ...frame]) {
      const along = dot(vector, other);
      for (let i = 0; i < dimensions; i++) vector[i]! -= along * other[i]!;
    }
    const length = Math.sqrt(dot(vector, vector));
    frame.push(vector.map((coordinate) => coordinate / length));
  }
  return frame;
}
