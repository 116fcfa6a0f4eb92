import type { Body } from "../../assembler.js";
import { type Arithmetic, arithmetic, type Term } from "./arithmetic.js";
import { halves } from "./halves.js";

/** The first 208 bits of 2/π behind the point. */
const twoOverPi = 0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe51n;

/** 2/π in pieces of 29 bits: the product of one with a single, of 24 bits, is exact in double precision. */
const pieces = Array.from(
  { length: 7 },
  (_, i) => Number(BigInt.asUintN(29, twoOverPi >> BigInt(208 - 29 * (i + 1)))) * 2 ** (-29 * (i + 1)),
);

/** π/2 as the sum of a number with few bits, whose multiples below 2²⁴ are exact, and a rest. */
const [long, short] = [1.570796325802803, 9.920935796805404e-10];

/** Adding it to a whole number puts that into the lowest bits of the double. */
const shifter = 1.5 * 2 ** 52;

/** The turns n and the rest r of two doubles |x| ≤ 2²⁴. */
function near(double: Arithmetic, x: Term, n: number, r: number): void {
  const { assign, get, mul, sub } = double;
  assign(n, double.nearest(mul(x, 2 / Math.PI)));
  assign(r, sub(sub(x, mul(get(n), long)), mul(get(n), short)));
}

/**
 * The same for all x that were singles: x·2/π piece by piece, each without its multiples of 4, and without the whole number of
 * the sum so far. What is rounded is relative to the rest, which is never below 2⁻³⁰.
 */
function far(double: Arithmetic, x: Term, n: number, r: number): void {
  const { assign, get, keep, add, mul, sub, nearest } = double;
  assign(n, 0);
  assign(r, 0);
  for (const piece of pieces) {
    const product = keep(mul(x, piece));
    assign(r, add(get(r), sub(product, mul(nearest(mul(product, 0.25)), 4))));
    const whole = keep(nearest(get(r)));
    assign(n, add(get(n), whole));
    assign(r, sub(get(r), whole));
  }
  assign(r, mul(get(r), Math.PI / 2));
}

/**
 * x = n·π/2 + r with |r| ≤ π/4, for four singles x ≥ 0 in a local: integers that are n modulo 4, and r, which is found in double
 * precision, as the sum of two singles.
 *
 * @see Cody & Waite, "Software Manual for the Elementary Functions" (1980), chapter 8, for small x; Payne & Hanek, "Radian
 * reduction for trigonometric functions" (1983), for the multiples of a turn that are left out for large ones.
 */
export function quarterTurns(body: Body, x: Term): { readonly turns: Term; readonly rest: Term; readonly small: Term } {
  const [single, double] = [arithmetic(body, "f32x4"), arithmetic(body, "f64x2")];
  const parts = halves.of(double, x);
  const local = () => body.local("v128");
  const [turns, rests] = [
    [local(), local()],
    [local(), local()],
  ] as const;
  const reduce = (by: typeof near) => {
    for (const i of [0, 1] as const) by(double, parts[i], turns[i], rests[i]);
  };
  reduce(near);
  single.push(single.greater(x, 2 ** 24));
  body.vector("v128.any_true");
  body.if(() => reduce(far));
  const { get, add, sub, keep, shuffle } = double;
  const [low, high] = turns.map((turn) => add(get(turn), shifter)) as [Term, Term];
  const rest = keep(halves.join(double, [get(rests[0]), get(rests[1])]));
  const rounded = halves.of(double, rest);
  return {
    turns: keep(shuffle(low, high, [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27])),
    rest,
    small: keep(halves.join(double, [sub(get(rests[0]), rounded[0]), sub(get(rests[1]), rounded[1])])),
  };
}
