import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customGradient, exp, floor, log1p, max, mul, sigmoid, stopGradient, sum, type Tensor } from "../index.js";
import {
  apart,
  backendsLaw,
  between,
  constancyLaw,
  elementwise,
  filled,
  flatLaws,
  type Law,
  precisionLaw,
  smoothLaws,
} from "./index.js";

const softplus = (slope: (cotangent: Tensor, x: Tensor) => Tensor) =>
  customGradient({
    name: "softplus",
    value: (x: Tensor): Tensor => log1p(exp(x)),
    vjp: ({ cotangent, inputs: [x] }) => [slope(cotangent, x)],
  });
const cases = (op: (x: Tensor) => Tensor) => elementwise(op as never, between(-3, 3));
const holds = (law: Law, op: (x: Tensor) => Tensor): boolean =>
  !fc.check(law.of(cases(op)), { seed: 1, numRuns: 10 }).failed;
const broken = (laws: readonly Law[], op: (x: Tensor) => Tensor) =>
  laws.filter((law) => !holds(law, op)).map(({ name }) => name);

describe("an op of one's own", () => {
  test("keeps every law when its rule is right", () => {
    const right = softplus((cotangent, x) => mul(cotangent, sigmoid(x)));
    expect(broken([...smoothLaws, precisionLaw, backendsLaw], right)).toStrictEqual([]);
  });

  test("breaks those that look at values when its rule is wrong", () => {
    const wrong = softplus((cotangent, x) => mul(cotangent, mul(sigmoid(x), 0.5)));
    expect(broken(smoothLaws, wrong)).toStrictEqual([
      "the remainder of first order falls with the square of the step",
      "the whole Jacobian is that of differences",
      "dimensions of size 1 change none of this",
    ]);
  });

  test("breaks the law of second derivatives when only they are wrong", () => {
    const hidden = softplus((cotangent, x) => mul(cotangent, stopGradient(sigmoid(x))));
    expect(broken(smoothLaws, hidden)).toStrictEqual([
      "the second derivatives are those of differences",
      "dimensions of size 1 change none of this",
    ]);
  });

  test("is flat only if both modes and differences say so", () => {
    const grid = elementwise(floor as never, between(0.1, 0.9));
    for (const law of [...flatLaws, constancyLaw]) fc.assert(law.of(grid), { numRuns: 10 });
    expect(holds(flatLaws[0]!, exp as never)).toBe(false);
    expect(holds(constancyLaw, stopGradient as never)).toBe(false);
  });
});

describe("arguments", () => {
  test("are drawn evenly, as numbers that f32 can hold", () => {
    fc.assert(
      fc.property(filled([2, 3], between(-1, 2)), ({ shape, data }) => {
        expect(shape).toStrictEqual([2, 3]);
        expect(data).toHaveLength(6);
        for (const x of data) expect(x === Math.fround(x) && x >= -1 && x <= 2).toBe(true);
      }),
    );
  });

  test("stay apart, so that a maximum has no tie", () => {
    fc.assert(
      fc.property(apart([2, 2], [3]), (args) => {
        expect(args.map(({ shape }) => shape)).toStrictEqual([[2, 2], [3]]);
        const all = args.flatMap(({ data }) => data).toSorted((a, b) => a - b);
        for (let i = 1; i < all.length; i++) expect(all[i]! - all[i - 1]!).toBeGreaterThanOrEqual(0.25);
      }),
    );
  });

  test("serve ops that are not elementwise too", () => {
    const ofMax = (size: fc.Arbitrary<number>) =>
      size
        .chain((n) => apart([2, n + 1]))
        .map((args) => ({ arguments: args, build: ([x]: readonly Tensor[]) => sum(max(x!, { axes: [1] })) as Tensor }));
    for (const law of smoothLaws) fc.assert(law.of(ofMax), { numRuns: 10 });
  });
});
