import type { Arithmetic, Term } from "./arithmetic.js";
import { polynomial } from "./polynomial.js";

/**
 * ln(2ᵉ·(1 + m)) in single precision, for 1 + m between √½ and √2, both in locals: a polynomial of degree 8 in m, and the
 * large and small parts of e·ln 2 in the order of their sizes.
 *
 * @see Cephes, `logf`, for the coefficients.
 */
export function logarithm(single: Arithmetic, e: Term, m: Term): Term {
  const { add, sub, mul, keep } = single;
  const square = keep(mul(m, m));
  const sum = polynomial(
    single,
    m,
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  const small = add(mul(mul(sum, m), square), mul(e, -2.1219444005469057e-4));
  return add(add(sub(small, mul(square, 0.5)), m), mul(e, 0.693359375));
}
