import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { polynomial } from "./internal/polynomial.js";
import { powerOfTwo } from "./internal/powerOfTwo.js";

/** Adding it to a whole number puts that into the lowest bits of the float. */
const shifter = 1.5 * 2 ** 23;

/**
 * eˣ − 1 for four floats, within 1.5 ulp (at most 1.273 was found): x = n·ln 2 + r with n rounded towards zero, a polynomial p of degree 8 for eʳ − 1,
 * and 2ⁿp + (2ⁿ − 1), where both terms have the sign of x and nothing cancels. The coefficients are those of
 * tools/goldens/vectorMath.py.
 */
export function expm1F32(): Body {
  const body = createBody(["v128"], "v128");
  const single = arithmetic(body, "f32x4");
  const { add, sub, mul, keep, bits } = single;
  const x = keep(single.min(single.max(single.get(0), -18), 89));
  const n = keep(single.min(single.trunc(mul(x, Math.LOG2E)), 127));
  const r = keep(sub(sub(x, mul(n, 0.693359375)), mul(n, -2.1219444005469057e-4)));
  const square = keep(mul(r, r));
  const sum = polynomial(single, r, [2.5068406e-5, 2.0108362e-4, 1.3888124e-3, 8.332568e-3, 4.166667e-2, 1.6666673e-1]);
  const scale = keep(powerOfTwo(single, bits.sub(add(n, shifter), shifter)));
  const power = add(r, add(mul(square, 0.5), mul(mul(square, r), sum)));
  const value = add(mul(scale, power), sub(scale, 1));
  // The sign last, so that −0 keeps it too.
  single.push(single.or(value, single.and(single.get(0), -0)));
  return body;
}
