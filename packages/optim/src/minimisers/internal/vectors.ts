/** ⟨x, y⟩. */
export function inner(x: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]! * y[i]!;
  return total;
}

/** x + factor · y. */
export const plus = (x: Float64Array, factor: number, y: Float64Array): Float64Array =>
  x.map((value, i) => value + factor * y[i]!);

/** The largest magnitude; NaN if there is one. */
export const largest = (x: Float64Array): number => x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
