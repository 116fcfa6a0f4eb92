import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { polynomial } from "./internal/polynomial.js";

/**
 * tanh x for four floats, within 1.5 ulp (1.331 over all f32): of |x|, an odd polynomial below 0.625, else
 * 1 − 2/(e²ˣ + 1); then the sign of x.
 *
 * @see Cephes, `tanhf`, for the coefficients.
 */
export function tanhF32(exp: number): Body {
  const body = createBody(["v128"], "v128");
  const single = arithmetic(body, "f32x4");
  const { add, sub, mul, div, keep } = single;
  const size = keep(single.abs(single.get(0)));
  const z = keep(mul(size, size));
  const sum = polynomial(
    single,
    z,
    [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
  );
  const near = add(mul(mul(sum, z), size), size);
  const far = sub(1, div(2, add(single.call(exp)(add(size, size)), 1)));
  // The sign last, so that −0 keeps it too.
  single.push(single.or(single.select(single.less(size, 0.625), near, far), single.and(single.get(0), -0)));
  return body;
}
