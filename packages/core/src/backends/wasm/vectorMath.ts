import { type Body, createBody } from "./assembler.js";

/** Σ cᵢ xⁱ by Horner's scheme, highest coefficient first; `x` is a local. Leaves the value on the stack. */
function polynomial(body: Body, x: number, coefficients: readonly number[]): void {
  const [first, ...rest] = coefficients as readonly [number, ...number[]];
  body.splat("f32", first);
  for (const coefficient of rest) {
    body.get(x);
    body.vector("f32x4.mul");
    body.splat("f32", coefficient);
    body.vector("f32x4.add");
  }
}

/** 2ⁿ for integers n from −126 to 127, from a local of i32 lanes: the exponent bits of a float. */
function powerOfTwo(body: Body, n: number): void {
  body.get(n);
  body.splat("i32", 127);
  body.vector("i32x4.add");
  body.i32(23);
  body.vector("i32x4.shl");
}

/**
 * eˣ for four floats, within 1 ulp (0.991 over all f32): x = n·ln 2 + r, a polynomial of degree 7 in r, and 2ⁿ in two
 * factors so that results below the smallest normal number are rounded once.
 *
 * @see Cody & Waite, "Software Manual for the Elementary Functions" (1980), chapter 6; the coefficients are Cephes' `expf`.
 */
export function exp4(): Body {
  const body = createBody(["v128"], "v128");
  const [r, n, half] = [body.local("v128"), body.local("v128"), body.local("v128")];
  body.get(0);
  body.splat("f32", -104);
  body.vector("f32x4.max");
  body.splat("f32", 89);
  body.vector("f32x4.min");
  body.tee(r);
  body.splat("f32", Math.LOG2E);
  body.vector("f32x4.mul");
  body.vector("f32x4.nearest");
  body.set(n);
  // ln 2 as the sum of a number with few bits, whose multiples are exact, and a rest.
  for (const part of [0.693359375, -2.1219444005469057e-4]) {
    body.get(r);
    body.get(n);
    body.splat("f32", part);
    body.vector("f32x4.mul");
    body.vector("f32x4.sub");
    body.set(r);
  }
  body.get(n);
  body.vector("i32x4.trunc_sat_f32x4_s");
  body.tee(n);
  body.i32(1);
  body.vector("i32x4.shr_s");
  body.set(half);
  polynomial(
    body,
    r,
    [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
  );
  body.get(r);
  body.get(r);
  body.vector("f32x4.mul");
  body.vector("f32x4.mul");
  body.get(r);
  body.vector("f32x4.add");
  body.splat("f32", 1);
  body.vector("f32x4.add");
  powerOfTwo(body, half);
  body.vector("f32x4.mul");
  body.get(n);
  body.get(half);
  body.vector("i32x4.sub");
  body.set(n);
  powerOfTwo(body, n);
  body.vector("f32x4.mul");
  return body;
}

/**
 * ln x for four floats, within 1 ulp (0.830 over all f32): x = 2ᵉ·m with m around 1, and a polynomial of degree 8 in m − 1.
 *
 * @see Cephes, `logf`, for the coefficients.
 */
export function log4(): Body {
  const body = createBody(["v128"], "v128");
  const [x, e, m, small, z] = [
    body.local("v128"),
    body.local("v128"),
    body.local("v128"),
    body.local("v128"),
    body.local("v128"),
  ];
  const smallestNormal = 2 ** -126;
  // Numbers below the normal range are brought into it by 2²⁵.
  body.get(0);
  body.splat("f32", 2 ** 25);
  body.vector("f32x4.mul");
  body.get(0);
  body.get(0);
  body.splat("f32", smallestNormal);
  body.vector("f32x4.lt");
  body.tee(small);
  body.vector("v128.bitselect");
  body.tee(x);
  // The exponent, with m in [½, 1).
  body.i32(23);
  body.vector("i32x4.shr_u");
  body.splat("i32", 126);
  body.vector("i32x4.sub");
  body.get(small);
  body.splat("i32", 25);
  body.vector("v128.and");
  body.vector("i32x4.sub");
  body.vector("f32x4.convert_i32x4_s");
  body.set(e);
  body.get(x);
  body.splat("i32", 0x007fffff);
  body.vector("v128.and");
  body.splat("f32", 0.5);
  body.vector("v128.or");
  body.tee(m);
  // Below √½ take twice m, and one less of e.
  body.splat("f32", Math.SQRT1_2);
  body.vector("f32x4.lt");
  body.set(z);
  body.get(e);
  body.get(z);
  body.splat("f32", 1);
  body.vector("v128.and");
  body.vector("f32x4.sub");
  body.set(e);
  body.get(m);
  body.get(z);
  body.vector("v128.and");
  body.get(m);
  body.splat("f32", 1);
  body.vector("f32x4.sub");
  body.vector("f32x4.add");
  body.tee(m);
  body.get(m);
  body.vector("f32x4.mul");
  body.set(z);
  polynomial(
    body,
    m,
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  body.get(m);
  body.vector("f32x4.mul");
  body.get(z);
  body.vector("f32x4.mul");
  body.get(e);
  body.splat("f32", -2.1219444005469057e-4);
  body.vector("f32x4.mul");
  body.vector("f32x4.add");
  body.get(z);
  body.splat("f32", 0.5);
  body.vector("f32x4.mul");
  body.vector("f32x4.sub");
  body.get(m);
  body.vector("f32x4.add");
  body.get(e);
  body.splat("f32", 0.693359375);
  body.vector("f32x4.mul");
  body.vector("f32x4.add");
  body.set(z);
  // Special values: ∞ and NaN stay, 0 gives −∞, negative numbers NaN.
  const choose = (value: () => void, condition: () => void) => {
    value();
    body.get(z);
    condition();
    body.vector("v128.bitselect");
    body.set(z);
  };
  choose(
    () => body.get(0),
    () => {
      body.get(0);
      body.splat("f32", Infinity);
      body.vector("f32x4.lt");
      body.vector("v128.not");
    },
  );
  choose(
    () => body.splat("f32", -Infinity),
    () => {
      body.get(0);
      body.splat("f32", 0);
      body.vector("f32x4.eq");
    },
  );
  choose(
    () => body.splat("f32", Number.NaN),
    () => {
      body.get(0);
      body.splat("f32", 0);
      body.vector("f32x4.lt");
    },
  );
  body.get(z);
  return body;
}

/**
 * σ(x) for four floats, within 2.5 ulp (2.402 over all f32): with e = exp(−|x|), 1/(1 + e) for x ≥ 0 and e/(1 + e) below.
 */
export function sigmoid4(exp: number): Body {
  const body = createBody(["v128"], "v128");
  const e = body.local("v128");
  body.get(0);
  body.vector("f32x4.abs");
  body.vector("f32x4.neg");
  body.call(exp);
  body.set(e);
  body.get(e);
  body.splat("f32", 1);
  body.get(0);
  body.splat("f32", 0);
  body.vector("f32x4.lt");
  body.vector("v128.bitselect");
  body.get(e);
  body.splat("f32", 1);
  body.vector("f32x4.add");
  body.vector("f32x4.div");
  return body;
}

/**
 * tanh x for four floats, within 1.5 ulp (1.331 over all f32): of |x|, an odd polynomial below 0.625, else
 * 1 − 2/(e²ˣ + 1); then the sign of x.
 *
 * @see Cephes, `tanhf`, for the coefficients.
 */
export function tanh4(exp: number): Body {
  const body = createBody(["v128"], "v128");
  const [magnitude, z] = [body.local("v128"), body.local("v128")];
  body.get(0);
  body.vector("f32x4.abs");
  body.set(magnitude);
  body.get(0);
  body.get(0);
  body.vector("f32x4.mul");
  body.set(z);
  polynomial(body, z, [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1]);
  body.get(z);
  body.vector("f32x4.mul");
  body.get(magnitude);
  body.vector("f32x4.mul");
  body.get(magnitude);
  body.vector("f32x4.add");
  body.splat("f32", 1);
  body.splat("f32", 2);
  body.get(magnitude);
  body.get(magnitude);
  body.vector("f32x4.add");
  body.call(exp);
  body.splat("f32", 1);
  body.vector("f32x4.add");
  body.vector("f32x4.div");
  body.vector("f32x4.sub");
  body.get(magnitude);
  body.splat("f32", 0.625);
  body.vector("f32x4.lt");
  body.vector("v128.bitselect");
  // The sign last, so that −0 keeps it too.
  body.get(0);
  body.splat("i32", -0x80000000);
  body.vector("v128.and");
  body.vector("v128.or");
  return body;
}

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/**
 * Threefry-2x32 for four counters below 2³²: key words and counters in, the exclusive or of the two words out.
 *
 * @see Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 */
export function threefry4(): Body {
  const body = createBody(["v128", "v128", "v128"], "v128");
  const [x, y, third] = [body.local("v128"), body.local("v128"), body.local("v128")];
  const keys = [0, 1, third] as const;
  body.get(0);
  body.get(1);
  body.vector("v128.xor");
  body.splat("i32", 0x1bd11bda);
  body.vector("v128.xor");
  body.set(third);
  body.get(0);
  body.set(x);
  body.get(2);
  body.get(1);
  body.vector("i32x4.add");
  body.set(y);
  for (let group = 0; group < 5; group++) {
    for (const by of rotations[(group % 2) as 0 | 1]) {
      body.get(x);
      body.get(y);
      body.vector("i32x4.add");
      body.set(x);
      body.get(y);
      body.i32(by);
      body.vector("i32x4.shl");
      body.get(y);
      body.i32(32 - by);
      body.vector("i32x4.shr_u");
      body.vector("v128.or");
      body.get(x);
      body.vector("v128.xor");
      body.set(y);
    }
    body.get(x);
    body.get(keys[((group + 1) % 3) as 0 | 1 | 2]);
    body.vector("i32x4.add");
    body.set(x);
    body.get(y);
    body.get(keys[((group + 2) % 3) as 0 | 1 | 2]);
    body.vector("i32x4.add");
    body.splat("i32", group + 1);
    body.vector("i32x4.add");
    body.set(y);
  }
  body.get(x);
  body.get(y);
  body.vector("v128.xor");
  return body;
}
