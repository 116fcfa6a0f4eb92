import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";

/**
 * σ(x) for four floats, within 2.5 ulp (2.402 over all f32): with e = exp(−|x|), 1/(1 + e) for x ≥ 0 and e/(1 + e) below.
 */
export function sigmoidF32(exp: number): Body {
  const body = createBody(["v128"], "v128");
  const { get, call, abs, neg, less, select, add, div, keep, push } = arithmetic(body, "f32x4");
  const e = keep(call(exp)(neg(abs(get(0)))));
  push(div(select(less(get(0), 0), e, 1), add(e, 1)));
  return body;
}
