/**
 * `seats` divided among groups in proportion to their sizes: no group gets more or less than its exact share rounded up
 * or down, and none more than it has.
 *
 * @param seats at most the sum of the sizes.
 * @see Hamilton's method of largest remainders.
 */
export function apportion(seats: number, sizes: readonly number[]): readonly number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (seats * size) / total);
  const given = exact.map(Math.floor);
  const left = seats - given.reduce((sum, count) => sum + count, 0);
  const byRemainder = [...sizes.keys()].toSorted((a, b) => exact[b]! - given[b]! - (exact[a]! - given[a]!) || a - b);
  for (const group of byRemainder.slice(0, left)) given[group]! += 1;
  return given;
}
