/** Number of elements of a tensor of this shape; 1 for a scalar. `Infinity` where a double cannot count them exactly. */
export function product(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  const count = shape.reduce((total, size) => total * size, 1);
  return Number.isSafeInteger(count) ? count : Number.POSITIVE_INFINITY;
}
