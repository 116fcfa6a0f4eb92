import { uniformInt } from "pure-rand/distribution/uniformInt";
import { optionError } from "../errors/optionError.js";
import { generator } from "../internal/generator.js";
import { isWhole } from "../internal/isWhole.js";

/**
 * The integers 0 … n − 1 in random order; each of the n! orders is as likely as any other.
 *
 * @param n from 0 to 2³² − 1.
 * @param seed any safe integer. The same seed gives the same order everywhere.
 * @param stream from 0 to 2³² − 1: another draw under the same seed, such as the number of the epoch. Default 0.
 * @param place from 0 to 2³² − 1: another draw within a stream, such as the number of a shard. Default 0.
 * @throws DataError `data/option`.
 * @example
 * permutation(5, 1); // the same five numbers, today and on every machine
 * @see Knuth, "The Art of Computer Programming" 2, algorithm 3.4.2P (Fisher–Yates); pure-rand draws without modulo bias.
 */
export function permutation(n: number, seed: number, stream = 0, place = 0): Uint32Array {
  if (!isWhole(n, 0, 2 ** 32 - 1)) throw optionError("permutation, n", "an integer from 0 to 2^32 - 1", n);
  const random = generator(seed, stream, place);
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let last = n - 1; last > 0; last--) {
    const chosen = uniformInt(random, 0, last);
    const moved = order[last]!;
    order[last] = order[chosen]!;
    order[chosen] = moved;
  }
  return order;
}
