import type { Body } from "../../assembler.js";
import { arithmetic, type Term } from "./arithmetic.js";
import { polynomial } from "./polynomial.js";
import { quarterTurns } from "./quarterTurns.js";

/**
 * sin(|x| + ahead·π/2) for four floats: polynomials of sin r and cos r, |r| ≤ π/4, with r as the sum of two floats, and the sign
 * and the choice between them by the number of quarter turns. The coefficients are those of tools/goldens/vectorMath.py.
 */
export function sinusoid(body: Body, ahead: 0 | 1): Term {
  const single = arithmetic(body, "f32x4");
  const { add, sub, mul, keep, and, bits } = single;
  const { turns, rest, small } = quarterTurns(body, keep(single.abs(single.get(0))));
  const n = ahead === 0 ? turns : keep(bits.add(turns, bits.of(ahead)));
  const z = keep(mul(rest, rest));
  const sine = polynomial(single, z, [-1.9503929e-4, 8.332101e-3, -1.6666655e-1]);
  const cosine = polynomial(single, z, [2.4438428e-5, -1.3887368e-3, 4.1666646e-2]);
  const half = keep(mul(z, 0.5));
  const top = keep(sub(1, half));
  // 1 − z/2 with what its rounding loses.
  const even = add(top, add(sub(sub(1, top), half), sub(mul(mul(z, z), cosine), mul(rest, small))));
  const odd = add(rest, add(small, mul(mul(rest, z), sine)));
  const isOdd = bits.shiftRight(bits.shiftLeft(n, 31), 31);
  const sign = bits.shiftLeft(and(n, bits.of(2)), 30);
  return single.xor(single.select(isOdd, even, odd), sign);
}
