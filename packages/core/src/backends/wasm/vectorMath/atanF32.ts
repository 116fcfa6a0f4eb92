import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { polynomial } from "./internal/polynomial.js";

/**
 * arctan x for four floats, within 1.5 ulp (at most 1.384 was found): of |x|, an odd polynomial of degree 19 up to 1, and
 * π/2 − arctan(1/x) beyond; then the sign of x. The coefficients are those of tools/goldens/vectorMath.py.
 */
export function atanF32(): Body {
  const body = createBody(["v128"], "v128");
  const single = arithmetic(body, "f32x4");
  const { add, sub, mul, keep, select } = single;
  const size = keep(single.abs(single.get(0)));
  const isFar = keep(single.greater(size, 1));
  const y = keep(select(isFar, single.div(1, size), size));
  const z = keep(mul(y, y));
  const sum = polynomial(
    single,
    z,
    [
      -1.7936593e-3, 1.0914781e-2, -3.117819e-2, 5.795796e-2, -8.403473e-2, 1.0952194e-1, -1.4264244e-1, 1.9998549e-1,
      -3.33333e-1,
    ],
  );
  const tail = keep(mul(mul(y, z), sum));
  // π/2 as the nearest float and a rest; the small terms are added up first.
  const quarter = Math.fround(Math.PI / 2);
  const angle = select(isFar, add(sub(quarter, y), sub(Math.PI / 2 - quarter, tail)), add(y, tail));
  single.push(single.or(angle, single.and(single.get(0), -0)));
  return body;
}
