import type { Arithmetic, Term } from "./arithmetic.js";

/** 2ⁿ in single precision for integers n from −127 to 127, with 0 for −127: the exponent bits of a float. */
export const powerOfTwo = ({ bits }: Arithmetic, n: Term): Term => bits.shiftLeft(bits.add(n, bits.of(127)), 23);
