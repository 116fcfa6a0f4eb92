import type { Arithmetic, Term } from "./arithmetic.js";
import { polynomial } from "./polynomial.js";

/** Adding it to a whole number puts that into the lowest bits of the double. */
const shifter = 1.5 * 2 ** 52;

/**
 * eˣ = 2ⁿ·(1 + p) in double precision, for x in a local: p = eʳ − 1, |r| ≤ ½ ln 2, by a polynomial of degree 12, and doubles
 * whose lowest bits are n. The coefficients are those of tools/goldens/vectorMath.py.
 */
export function exponential(double: Arithmetic, x: Term): { readonly power: Term; readonly shifted: Term } {
  const { add, sub, mul, keep } = double;
  const shifted = keep(add(mul(x, Math.LOG2E), shifter));
  const n = keep(sub(shifted, shifter));
  // ln 2 as the sum of a number of 32 bits, whose multiples are exact, and a rest that is taken off last.
  const large = keep(sub(x, mul(n, 0.6931471803691238)));
  const small = keep(mul(n, 1.9082149292705877e-10));
  const r = keep(sub(large, small));
  const sum = polynomial(
    double,
    r,
    [
      2.0924469951205493e-9, 2.5109035598505508e-8, 2.7557242657546236e-7, 2.7557244206468293e-6, 2.4801587360702683e-5,
      1.9841269886136445e-4, 1.3888888888866744e-3, 8.333333333321624e-3, 4.16666666666667e-2, 1.6666666666666677e-1,
      0.5,
    ],
  );
  return { power: keep(add(large, sub(mul(mul(r, r), sum), small))), shifted };
}
