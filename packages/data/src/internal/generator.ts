import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { optionError } from "../errors/optionError.js";
import { isWhole } from "./isWhole.js";

/**
 * A random generator whose state is another for every seed, stream and place.
 *
 * The four words are scrambled one by one, each reversibly, so that neighbouring seeds start far apart and no two of them
 * meet; the first draws, in which a sparse state still shows, are thrown away.
 *
 * @param stream what the draws are for, such as the number of the epoch.
 * @param place counts what has draws of its own within a stream, such as the images of an epoch. Default 0.
 * @throws DataError `data/option` unless `seed` is a safe integer, and `stream` and `place` are integers from 0 to 2³² − 1.
 */
export function generator(seed: number, stream: number, place = 0): RandomGenerator {
  if (!Number.isSafeInteger(seed)) throw optionError("seed", "an integer", seed);
  if (!isWhole(stream, 0, 2 ** 32 - 1)) throw optionError("epoch", "an integer from 0 to 2^32 - 1", stream);
  if (!isWhole(place, 0, 2 ** 32 - 1)) throw optionError("place", "an integer from 0 to 2^32 - 1", place);
  const state = [scramble(seed), scramble(Math.floor(seed / 2 ** 32) + 1), scramble(stream + 2), scramble(place) ^ 1];
  const random = xoroshiro128plusFromState(state);
  for (let i = 0; i < warmUp; i++) random.next();
  return random;
}

const warmUp = 32;

/**
 * A bijection of 32-bit integers in which each bit of the input moves about half of the bits of the output.
 *
 * @see Appleby, MurmurHash3, the finalizer `fmix32`.
 */
function scramble(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
