import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";

/** σ(x) for two doubles, within 2 ulp (at most 1.816 was found): with e = exp(−|x|), 1/(1 + e) for x ≥ 0 and e/(1 + e) below. */
export function sigmoidF64(exp: number): Body {
  const body = createBody(["v128"], "v128");
  const { get, call, abs, neg, less, select, add, sub, mul, div, keep, push } = arithmetic(body, "f64x2");
  const e = keep(call(exp)(neg(abs(get(0)))));
  const isNegative = keep(less(get(0), 0));
  const sum = keep(add(e, 1));
  const quotient = keep(div(select(isNegative, e, 1), sum));
  // What the sum lost, to first order.
  const reciprocal = select(isNegative, sub(1, quotient), quotient);
  push(sub(quotient, mul(mul(quotient, sub(e, sub(sum, 1))), reciprocal)));
  return body;
}
