import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { polynomial } from "./internal/polynomial.js";

/**
 * erf x for four floats, within 1.5 ulp (at most 1.238 was found): of |x|, an odd polynomial of degree 13 below 0.921875, else 1 − e⁻ᵍ with a polynomial g
 * of degree 6 for −ln(1 − erf x); then the sign of x. The coefficients are those of tools/goldens/vectorMath.py.
 */
export function erfF32(exp: number): Body {
  const body = createBody(["v128"], "v128");
  const single = arithmetic(body, "f32x4");
  const { add, sub, mul, keep } = single;
  // Beyond 4, erf x is 1 to the last bit.
  const size = keep(single.min(single.abs(single.get(0)), 4));
  const odd = polynomial(
    single,
    keep(mul(size, size)),
    [8.370101e-5, -8.1427046e-4, 5.2010324e-3, -2.6859399e-2, 1.1283696e-1, -3.7612635e-1, 1.2837917e-1],
  );
  const near = add(size, mul(size, odd));
  const exponent = polynomial(
    single,
    size,
    [-1.9571545e-4, 3.0410439e-3, -2.2218265e-2, 1.0391366e-1, 6.372027e-1, 1.1276635, 1.9860538e-4],
  );
  const far = sub(1, single.call(exp)(single.neg(exponent)));
  // The sign last, so that −0 keeps it too.
  single.push(single.or(single.select(single.less(size, 0.921875), near, far), single.and(single.get(0), -0)));
  return body;
}
