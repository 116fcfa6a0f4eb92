import { permutation } from "../../pipeline/permutation.js";

/** The examples in a random order under a seed; without one, as they lie. */
export const orderOf = (size: number, seed: number | undefined): Uint32Array =>
  seed === undefined ? Uint32Array.from({ length: size }, (_, i) => i) : permutation(size, seed);
