const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/**
 * Threefry-2x32 with 20 rounds: two random words for each key and counter. Words are 32 bits, as signed integers.
 * The same counter gives the same words on every machine, in any order, on any number of threads.
 *
 * @see Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
export function threefry(key0: number, key1: number, counter0: number, counter1: number): readonly [number, number] {
  const keys = [key0, key1, key0 ^ key1 ^ 0x1bd11bda] as const;
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;
  for (let group = 0; group < 5; group++) {
    for (const by of rotations[(group % 2) as 0 | 1]) {
      x = (x + y) | 0;
      y = rotate(y, by) ^ x;
    }
    x = (x + keys[((group + 1) % 3) as 0 | 1 | 2]) | 0;
    y = (y + keys[((group + 2) % 3) as 0 | 1 | 2] + group + 1) | 0;
  }
  return [x, y];
}
