/** Bytes of rows that are asked for together and then copied; they stay in the cache that is nearest. */
const turn = 1 << 16;

/** What a processor fetches at once. */
const line = 64;

/** Of rows this long, the processor guesses the rest by itself, once it knows their ends. */
const longRow = 2048;

/**
 * Copies rows of bytes to where they lie one after the other.
 *
 * A row somewhere in a large memory takes the time of a dozen of its own copies to arrive. So the rows are touched before they
 * are copied: reads that wait for nothing are on their way at the same time, and what is copied has arrived.
 *
 * @param width bytes of a row, ≥ 1.
 * @param chosen which of `rows` to copy, to the beginning of `target`: from the first to before the last.
 */
export function copyRows(
  source: Uint8Array,
  target: Uint8Array,
  rows: ArrayLike<number>,
  width: number,
  [begin, end]: readonly [begin: number, end: number] = [0, rows.length],
): void {
  const together = Math.max(1, Math.floor(turn / width));
  for (let first = begin; first < end; first += together) {
    const last = Math.min(first + together, end);
    // Soon overwritten: without a use of what is read, an engine may leave out the reading.
    target[(first - begin) * width] = touched(source, rows, width, first, last);
    for (let i = first; i < last; i++) {
      const start = rows[i]! * width;
      target.set(source.subarray(start, start + width), (i - begin) * width);
    }
  }
}

function touched(source: Uint8Array, rows: ArrayLike<number>, width: number, first: number, last: number): number {
  const step = width < longRow ? line : width - 1;
  let sum = 0;
  for (let i = first; i < last; i++) {
    const end = (rows[i]! + 1) * width;
    for (let at = end - width; at < end; at += step) sum ^= source[at]!;
  }
  return sum;
}
