import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { exponential } from "./internal/exponential.js";

/**
 * eˣ for two doubles, within 1 ulp (at most 0.809 was found): as for floats, with a polynomial of degree 12, and 2ⁿ in two factors so that results below the
 * smallest normal number are rounded once.
 */
export function expF64(): Body {
  const body = createBody(["v128"], "v128");
  const double = arithmetic(body, "f64x2");
  const { add, mul, keep, bits } = double;
  // Of each double only the low word counts, until the shift moves it up.
  const words = arithmetic(body, "f32x4").bits;
  const x = keep(double.min(double.max(double.get(0), -746), 710));
  const { power, shifted } = exponential(double, x);
  const half = keep(words.shiftRight(shifted, 1));
  const factor = (n: typeof half) => bits.shiftLeft(words.add(n, words.of(1023)), 52);
  double.push(mul(mul(add(1, power), factor(half)), factor(words.sub(shifted, half))));
  return body;
}
