import { type Body, createBody } from "../assembler.js";
import { arithmetic } from "./internal/arithmetic.js";
import { polynomial } from "./internal/polynomial.js";

/**
 * ln x for two doubles, within 1 ulp (at most 0.768 was found): x = 2ᵉ·(1 + f) with 1 + f from √½ to √2, and with s = f/(2 + f) the odd series
 * ln(1 + f) = 2s + 2s³/3 + …, written as f less something small. The coefficients are those of tools/goldens/vectorMath.py.
 *
 * @see Tang, "Table-driven implementation of the logarithm function in IEEE floating-point arithmetic" (1990); the order of the
 * sum is that of fdlibm's `log`.
 */
export function logF64(): Body {
  const body = createBody(["v128"], "v128");
  const double = arithmetic(body, "f64x2");
  const { add, sub, mul, div, and, less, select, keep, bits } = double;
  const given = double.get(0);
  // Numbers below the normal range are brought into it by 2⁵⁴.
  const small = keep(less(given, 2 ** -1022));
  const x = keep(select(small, mul(given, 2 ** 54), given));
  // The exponent and 1023, of a number scaled so that its rest is from √½ to √2.
  const biased = keep(bits.shiftRightUnsigned(bits.sub(bits.add(x, 1), Math.SQRT1_2), 52));
  // In the lowest bits of 2⁵², whole numbers are themselves.
  const e = keep(sub(sub(double.or(biased, 2 ** 52), 2 ** 52 + 1023), and(small, 54)));
  const f = keep(sub(bits.add(bits.sub(x, bits.shiftLeft(biased, 52)), 1), 1));
  const s = keep(div(f, add(f, 2)));
  const z = keep(mul(s, s));
  const sum = polynomial(
    double,
    z,
    [
      1.4810362639819422e-1, 1.5313179277392916e-1, 1.8183570998444593e-1, 2.222219910037862e-1, 2.857142872920423e-1,
      3.9999999999520114e-1, 6.66666666666671e-1,
    ],
  );
  const half = keep(mul(mul(f, f), 0.5));
  const tail = sub(half, add(mul(s, add(half, mul(z, sum))), mul(e, 1.9082149292705877e-10)));
  const logarithm = sub(mul(e, 0.6931471803691238), sub(tail, f));
  // ∞ and NaN stay, 0 gives −∞, negative numbers NaN.
  const finite = select(less(given, Infinity), logarithm, given);
  const positive = select(double.equal(given, 0), -Infinity, finite);
  double.push(select(less(given, 0), Number.NaN, positive));
  return body;
}
