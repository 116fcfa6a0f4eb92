import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { exponential } from "./internal/exponential.js";

/**
 * tanh x for two doubles, within 2 ulp (at most 1.671 was found): −t/(t + 2) with t = e^(−2|x|) − 1 = 2ⁿp + (2ⁿ − 1), where both terms are negative for all n
 * but 0 and nothing cancels; then the sign of x.
 */
export function tanhF64(): Body {
  const body = createBody(["v128"], "v128");
  const double = arithmetic(body, "f64x2");
  const { add, sub, mul, div, keep, bits } = double;
  // Beyond 22, tanh x is 1 to the last bit.
  const x = keep(mul(double.min(double.abs(double.get(0)), 22), -2));
  const { power, shifted } = exponential(double, x);
  const scale = keep(bits.shiftLeft(bits.add(shifted, bits.of(1023)), 52));
  const [large, small] = [keep(sub(scale, 1)), keep(mul(scale, power))];
  const t = keep(add(large, small));
  const sum = keep(add(t, 2));
  const size = keep(double.abs(div(t, sum)));
  // What both sums lost, to first order: 1/(t + 2) is (1 + tanh x)/2.
  const lost = keep(sub(small, sub(t, large)));
  const both = add(lost, sub(t, sub(sum, 2)));
  const corrected = sub(size, mul(add(lost, mul(size, both)), mul(add(size, 1), 0.5)));
  // The sign last, so that −0 keeps it too.
  double.push(double.or(corrected, double.and(double.get(0), -0)));
  return body;
}
