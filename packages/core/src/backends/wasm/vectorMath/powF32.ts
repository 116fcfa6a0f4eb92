import { type Body, createBody } from "../assembler.js";
import { type Arithmetic, arithmetic, type Term } from "./internal/arithmetic.js";
import { halves } from "./internal/halves.js";
import { polynomial } from "./internal/polynomial.js";

/** log₂ x for two doubles x ≥ 0 that were singles, to 2⁻⁴³: the exponent, and s·L(s²) with s = (m − 1)/(m + 1), √½ ≤ m ≤ √2. */
function binaryLogarithm(double: Arithmetic, x: Term): Term {
  const { add, sub, mul, div, keep, select, bits } = double;
  // The exponent and 1023, of a number scaled so that its rest is from √½ to √2.
  const biased = keep(bits.shiftRightUnsigned(bits.sub(bits.add(x, 1), Math.SQRT1_2), 52));
  const m = keep(bits.add(bits.sub(x, bits.shiftLeft(biased, 52)), 1));
  // In the lowest bits of 2⁵², whole numbers are themselves.
  const exponent = sub(double.or(biased, 2 ** 52), 2 ** 52 + 1023);
  const s = keep(div(sub(m, 1), add(m, 1)));
  const sum = polynomial(
    double,
    keep(mul(s, s)),
    [
      2.829081677454144e-1, 3.199051016652689e-1, 4.122092678670637e-1, 5.770779422002783e-1, 9.617966941139549e-1,
      2.8853900817778495,
    ],
  );
  const finite = select(double.less(x, Infinity), add(exponent, mul(s, sum)), x);
  return select(double.equal(x, 0), -Infinity, finite);
}

/** 2ᶻ for two doubles, to 2⁻³⁴ and exact for whole z: beyond what singles hold, anything that becomes 0 or ∞ there. */
function binaryExponential(double: Arithmetic, given: Term): Term {
  const { add, sub, mul, keep, bits } = double;
  const z = keep(double.min(double.max(given, -160), 130));
  // The lowest bits of the sum hold the nearest whole number, and the bias of exponents.
  const shifter = 1.5 * 2 ** 52 + 1023;
  const shifted = keep(add(z, shifter));
  const r = keep(sub(z, sub(shifted, shifter)));
  const sum = polynomial(
    double,
    r,
    [
      1.5196149319410313e-5, 1.5466756337661295e-4, 1.3333935088675366e-3, 9.618038131934951e-3, 5.550410365946473e-2,
      2.4022651066566825e-1, 6.931471807045569e-1,
    ],
  );
  return mul(add(1, mul(r, sum)), bits.shiftLeft(shifted, 52));
}

/**
 * xʸ for four floats, within 1 ulp (at most 0.501 was found): 2^(y·log₂|x|) in double precision, rounded once. Special values are JavaScript's: x⁰ is 1 for
 * every x, 1^±∞ is NaN; negative numbers have whole powers only, and odd ones keep their sign. The coefficients are those of
 * tools/goldens/vectorMath.py.
 */
export function powF32(): Body {
  const body = createBody(["v128", "v128"], "v128");
  const [single, double] = [arithmetic(body, "f32x4"), arithmetic(body, "f64x2")];
  const { mul, keep, select, and, floor, differ, less } = single;
  const [x, y] = [single.get(0), single.get(1)];
  const [base, power] = [halves.of(double, keep(single.abs(x))), halves.of(double, y)];
  const half = (i: 0 | 1) => keep(binaryExponential(double, double.mul(power[i], binaryLogarithm(double, base[i]))));
  const size = keep(halves.join(double, [half(0), half(1)]));
  const isOdd = and(differ(floor(mul(y, 0.5)), mul(y, 0.5)), single.equal(floor(y), y));
  const signed = single.or(size, and(and(x, isOdd), -0));
  const isUndefined = and(and(less(x, 0), less(-Infinity, x)), differ(floor(y), y));
  single.push(select(single.equal(y, 0), 1, select(isUndefined, Number.NaN, signed)));
  return body;
}
