import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { logarithm } from "./internal/logarithm.js";

/** ln x for four floats, within 1 ulp (0.830 over all f32): x = 2ᵉ·(1 + m) with 1 + m around 1, and a polynomial in m. */
export function logF32(): Body {
  const body = createBody(["v128"], "v128");
  const single = arithmetic(body, "f32x4");
  const { add, sub, mul, and, less, select, keep, bits } = single;
  const given = single.get(0);
  // Numbers below the normal range are brought into it by 2²⁵.
  const small = keep(less(given, 2 ** -126));
  const x = keep(select(small, mul(given, 2 ** 25), given));
  // The exponent, with the rest in [½, 1); below √½ take twice the rest, and one less of the exponent.
  const exponent = bits.sub(bits.sub(bits.shiftRightUnsigned(x, 23), bits.of(126)), and(small, bits.of(25)));
  const rest = keep(single.or(and(x, bits.of(0x007fffff)), 0.5));
  const low = keep(less(rest, Math.SQRT1_2));
  const e = keep(sub(single.instruction("f32x4.convert_i32x4_s")(exponent), and(low, 1)));
  const m = keep(add(and(rest, low), sub(rest, 1)));
  // ∞ and NaN stay, 0 gives −∞, negative numbers NaN.
  const finite = select(less(given, Infinity), logarithm(single, e, m), given);
  const positive = select(single.equal(given, 0), -Infinity, finite);
  single.push(select(less(given, 0), Number.NaN, positive));
  return body;
}
