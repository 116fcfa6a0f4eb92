import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { polynomial } from "./internal/polynomial.js";
import { powerOfTwo } from "./internal/powerOfTwo.js";

/** Adding it to a whole number puts that into the lowest bits of the float. */
const shifter = 1.5 * 2 ** 23;

/**
 * eˣ for four floats, within 1 ulp (0.991 over all f32): x = n·ln 2 + r, a polynomial of degree 7 in r, and 2ⁿ in two
 * factors so that results below the smallest normal number are rounded once.
 *
 * @see Cody & Waite, "Software Manual for the Elementary Functions" (1980), chapter 6; the coefficients are Cephes' `expf`.
 */
export function expF32(): Body {
  const body = createBody(["v128"], "v128");
  const single = arithmetic(body, "f32x4");
  const { add, sub, mul, keep, bits } = single;
  const x = keep(single.min(single.max(single.get(0), -104), 89));
  const shifted = keep(add(mul(x, Math.LOG2E), shifter));
  const n = keep(sub(shifted, shifter));
  // ln 2 as the sum of a number with few bits, whose multiples are exact, and a rest.
  const r = keep(sub(sub(x, mul(n, 0.693359375)), mul(n, -2.1219444005469057e-4)));
  const whole = keep(bits.sub(shifted, shifter));
  const half = keep(bits.shiftRight(whole, 1));
  const sum = polynomial(
    single,
    r,
    [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
  );
  const power = add(add(mul(sum, mul(r, r)), r), 1);
  single.push(mul(mul(power, powerOfTwo(single, half)), powerOfTwo(single, bits.sub(whole, half))));
  return body;
}
