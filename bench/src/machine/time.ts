/** Seconds that something takes. */
export function time(act: () => void): number {
  const start = performance.now();
  act();
  return (performance.now() - start) / 1000;
}

/** The least of several times. */
export const bestOf = (count: number, act: () => void): number =>
  Math.min(...Array.from({ length: count }, () => time(act)));

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Runs something until so many seconds are over, at least once. @returns how often in one such span */
export function warmUp(seconds: number, act: () => void): number {
  let count = 0;
  const start = performance.now();
  while (count === 0 || performance.now() - start < 1000 * seconds) {
    act();
    count++;
  }
  return count;
}
