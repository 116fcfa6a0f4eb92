import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { logarithm } from "./internal/logarithm.js";
import { powerOfTwo } from "./internal/powerOfTwo.js";

/**
 * ln(1 + x) for four floats, within 1.5 ulp (at most 1.394 was found): 1 + x = 2ᵉ·(1 + m) with 1 + m around 1, where m = 2⁻ᵉx + (2⁻ᵉ − 1) is rounded
 * once and not at all for e = 0, and the polynomial of the logarithm in m.
 */
export function log1pF32(): Body {
  const body = createBody(["v128"], "v128");
  const single = arithmetic(body, "f32x4");
  const { add, sub, less, select, keep, instruction, bits } = single;
  const x = single.get(0);
  const e = keep(bits.shiftRight(bits.sub(add(x, 1), Math.SQRT1_2), 23));
  // 2⁻ᵉx by its exponent bits, because 2⁻ᵉ itself may be too small. Where e is not 0, x is neither.
  const scaled = bits.sub(x, bits.shiftLeft(e, 23));
  const negative = instruction("i32x4.max_s")(bits.sub(bits.of(0), e), bits.of(-127));
  const m = keep(add(scaled, sub(powerOfTwo(single, negative), 1)));
  const exponent = keep(instruction("f32x4.convert_i32x4_s")(e));
  // ∞ and NaN stay, and so does −0; −1 gives −∞, and numbers below NaN.
  const sum = logarithm(single, exponent, m);
  const finite = select(single.and(less(x, Infinity), single.differ(x, 0)), sum, x);
  const positive = select(single.equal(x, -1), -Infinity, finite);
  single.push(select(less(x, -1), Number.NaN, positive));
  return body;
}
