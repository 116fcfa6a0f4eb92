import { threefry } from "./threefry.js";

/** The state of a random stream: two 32-bit words. Never advanced: new keys are derived from it. */
export type Key = readonly [number, number];

/** The key of a seed: its 64 bits, high word first, as in JAX. Seeds are integers from −2⁵³ to 2⁵³. */
export const keyOf = (seed: number): Key => [Math.floor(seed / 2 ** 32) | 0, seed | 0];

/** A new key for each integer (mod 2³²), independent of the old one: JAX's `fold_in`. */
export const foldIn = (key: Key, data: number): Key => threefry(key[0], key[1], 0, data | 0);

/** A new key for each name, so that what one variable draws does not depend on which others exist. */
export const foldInName = (key: Key, name: string): Key =>
  Array.from(name).reduce<Key>((folded, character) => foldIn(folded, character.codePointAt(0)!), key);
