import { constant, createSession, evaluate, gradients, input, reference, type Tensor, wasm } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { absoluteError } from "./absoluteError.js";
import { binaryCrossEntropy } from "./binaryCrossEntropy.js";
import { cosineDistance } from "./cosineDistance.js";
import { crossEntropy } from "./crossEntropy.js";
import { goldens } from "./goldens.properties.js";
import { hinge } from "./hinge.js";
import { huber } from "./huber.js";
import { klDivergence } from "./klDivergence.js";
import { logCosh } from "./logCosh.js";
import { losses } from "./losses.js";
import { poisson } from "./poisson.js";
import { sigmoidCrossEntropy } from "./sigmoidCrossEntropy.js";
import { sigmoidFocal } from "./sigmoidFocal.js";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy.js";
import { squaredError } from "./squaredError.js";
import { squaredHinge } from "./squaredHinge.js";
import { triplet } from "./triplet.js";

type Floats = "f32" | "f64";
const { data, cases } = goldens;

/** The golden's losses of p, in an element type. */
function golden(floats: Floats) {
  const fixed = (values: readonly (readonly number[])[]): Tensor => constant(values, { dtype: floats }) as Tensor;
  const p: Tensor = input("p", [4, 3], floats);
  const [targets, signs, answers, counts, distributions] = [
    fixed(data.targets),
    fixed(data.signs),
    fixed(data.answers),
    fixed(data.counts),
    fixed(data.distributions),
  ] as const;
  const labels: Tensor = constant(data.labels, { dtype: "i32" });
  const weights: Tensor = constant(data.exampleWeights, { dtype: floats });
  const { classWeights } = data;
  const labelSmoothing = 0.1;
  const table: Readonly<Record<keyof typeof cases, Tensor>> = {
    squaredError: squaredError(p, targets),
    "squaredError, sum": squaredError(p, targets, { reduction: "sum" }),
    "squaredError, weights": squaredError(p, targets, { weights }),
    "squaredError, weightedMean": squaredError(p, targets, { weights, reduction: "weightedMean" }),
    absoluteError: absoluteError(p, targets),
    huber: huber(p, targets),
    "huber, delta 0.3": huber(p, targets, { delta: 0.3 }),
    logCosh: logCosh(p, targets),
    hinge: hinge(p, signs),
    squaredHinge: squaredHinge(p, signs),
    poisson: poisson(p, counts),
    "poisson, logarithms": poisson(p, counts, { logarithms: true }),
    sigmoidCrossEntropy: sigmoidCrossEntropy(p, answers),
    "sigmoidCrossEntropy, positiveWeight 3": sigmoidCrossEntropy(p, answers, { positiveWeight: 3 }),
    "sigmoidCrossEntropy, labelSmoothing": sigmoidCrossEntropy(p, answers, { labelSmoothing }),
    sigmoidFocal: sigmoidFocal(p, answers),
    "sigmoidFocal, alpha 0.25": sigmoidFocal(p, answers, { gamma: 1.5, alpha: 0.25 }),
    binaryCrossEntropy: binaryCrossEntropy(p, answers),
    softmaxCrossEntropy: softmaxCrossEntropy(p, labels),
    "softmaxCrossEntropy, rows": softmaxCrossEntropy(p, distributions),
    "softmaxCrossEntropy, labelSmoothing": softmaxCrossEntropy(p, labels, { labelSmoothing }),
    "softmaxCrossEntropy, classWeights": softmaxCrossEntropy(p, labels, { classWeights, reduction: "weightedMean" }),
    "softmaxCrossEntropy, classWeights, labelSmoothing": softmaxCrossEntropy(p, labels, {
      classWeights,
      labelSmoothing,
      reduction: "weightedMean",
    }),
    "softmaxCrossEntropy, classWeights, rows, sum": softmaxCrossEntropy(p, distributions, {
      classWeights,
      reduction: "sum",
    }),
    crossEntropy: crossEntropy(p, labels),
    "crossEntropy, rows": crossEntropy(p, distributions),
    klDivergence: klDivergence(p, distributions),
    cosineDistance: cosineDistance(p, targets),
    triplet: triplet(p, targets, signs, { margin: 1.5 }),
    "triplet, squared": triplet(p, targets, signs, { margin: 1.5, distance: "squared" }),
  };
  return { p, table };
}

const ofProbabilities = ["poisson", "binaryCrossEntropy", "crossEntropy", "crossEntropy, rows"];

describe.each([
  { name: "reference", backend: reference, floats: "f64" },
  { name: "wasm", backend: wasm(), floats: "f64" },
  { name: "wasm", backend: wasm(), floats: "f32" },
] as const)("PyTorch's values and gradients: $name, $floats", ({ backend, floats }) => {
  const { p, table } = golden(floats);
  // Sums of a dozen numbers of either sign, each with a few roundings.
  const tolerance = floats === "f64" ? 2 ** -48 : 2 ** -19;

  test.each(Object.entries(table))("%s", (name, loss) => {
    const { value, gradient } = cases[name as keyof typeof cases];
    const at = { p: ofProbabilities.includes(name) ? data.probabilities : data.predictions };
    // A gradient that does not depend on p would leave p without a use.
    const [found, slopes] = evaluate([loss, gradients(loss, [p])[0]!, p], at, { backend }).map((result) =>
      typeof result === "number" ? [result] : Array.from(result.data),
    );
    [value, ...gradient].forEach((expected, i) => {
      expect(Math.abs([...found!, ...slopes!][i]! - expected), `number ${i}`).toBeLessThanOrEqual(
        tolerance * Math.max(1, Math.abs(expected)),
      );
    });
  });
});

test("every loss of the table was compared, and carries the name that specs use", () => {
  const { p } = golden("f32");
  for (const [name, loss] of Object.entries(losses)) {
    expect(Object.keys(cases)).toContain(name);
    expect((loss as (p: Tensor, t: Tensor) => Tensor)(p, p).name).toBe(name);
  }
});

describe("in f32, far from 0", () => {
  const far = constant([1e4, -1e4, 1e4, -1e4]);
  const answers = constant([1, 1, 0, 0]);
  const none = { reduction: "none" } as const;
  const slope = (loss: Tensor, at: Tensor = far) => numbers(gradients(loss, [at])[0]);

  test("logits of ±10⁴ give finite losses and gradients", () => {
    expect(numbers(sigmoidCrossEntropy(far, answers, none))).toStrictEqual([0, 1e4, 1e4, 0]);
    expect(slope(sigmoidCrossEntropy(far, answers, { reduction: "sum" }))).toStrictEqual([0, -1, 1, 0]);
    expect(numbers(sigmoidFocal(far, answers, none))).toStrictEqual([0, 1e4, 1e4, 0]);
    expect(slope(sigmoidFocal(far, answers, { reduction: "sum" })).map((value) => value + 0)).toStrictEqual([
      0, -1, 1, 0,
    ]);
    expect(numbers(hinge(far, constant([1, 1, -1, -1]), none))).toStrictEqual([0, 10001, 10001, 0]);
  });

  test("small probabilities keep their digits", () => {
    // ln(1 + e⁻²⁰) = 2.0611536203e-9, which 20 + e⁻²⁰ − 20 would lose.
    const [confident] = numbers(sigmoidCrossEntropy(constant([20]), constant([1])));
    expect(confident! / 2.0611536203e-9).toBeCloseTo(1, 6);
  });

  test("probabilities of 0 and 1 are cut off at ε: finite losses, and gradients of 0", () => {
    const p = constant([1, 0, 1, 0]);
    const [right, wrong] = [1e-7, -Math.log(1e-7)];
    numbers(binaryCrossEntropy(p, answers, none)).forEach((value, i) => {
      // 1 − 10⁻⁷ is 1 − 1.19·10⁻⁷ in f32.
      const expected = [right, wrong, wrong, right][i]!;
      expect(Math.abs(value - expected)).toBeLessThan(0.2 * (i % 3 === 0 ? 1e-7 : 1));
    });
    expect(slope(binaryCrossEntropy(p, answers), p).every((value) => value === 0)).toBe(true);
    const rows = constant([
      [0, 1],
      [1, 0],
    ]);
    const [bad, good] = numbers(crossEntropy(rows, constant([0, 0], { dtype: "i32" }), none));
    expect(bad).toBeCloseTo(-Math.log(1e-7), 5);
    expect(good).toBeLessThan(2e-7);
    const same: Tensor = constant([
      [0, 1],
      [1, 0],
    ]);
    expect(slope(crossEntropy(rows, same), rows).every((value) => value === 0)).toBe(true);
    expect(evaluate(crossEntropy(rows, rows, { epsilon: 0.25 }))).toBeCloseTo(-Math.log(0.75), 6);
  });

  test("errors of ±10⁴ are no trouble to the robust losses, nor is 10⁻⁴ to logCosh", () => {
    expect(numbers(huber(far, constant(0) as Tensor, none))).toStrictEqual([9999.5, 9999.5, 9999.5, 9999.5]);
    expect(numbers(logCosh(far, constant(0) as Tensor, none))[1]).toBeCloseTo(1e4 - Math.LN2, 2);
    expect(slope(logCosh(far, constant(0) as Tensor, { reduction: "sum" }))).toStrictEqual([1, -1, 1, -1]);
    const [tiny] = numbers(logCosh(constant([1e-4]), constant([0])));
    expect(tiny! / 5e-9).toBeCloseTo(1, 5);
  });

  test("what was not counted costs its rate, also a rate of 0", () => {
    const rates = constant([0, 2]);
    expect(numbers(poisson(rates, constant([0, 0]), none))).toStrictEqual([0, 2]);
    expect(slope(poisson(rates, constant([0, 0]), { reduction: "sum" }), rates)).toStrictEqual([1, 1]);
    expect(numbers(poisson(constant([0]), constant([1]), none))).toStrictEqual([Infinity]);
  });

  test("a class without a share adds nothing to the divergence, not even with a logarithm of −∞", () => {
    const q = constant([[Math.log(0.5), Math.log(0.5), -Infinity]]);
    const t = constant([[0.5, 0.5, 0]]);
    expect(evaluate(klDivergence(q, t))).toBe(0);
    expect(slope(klDivergence(q, t), q)).toStrictEqual([-0.5, -0.5, 0]);
  });

  test("vectors of zeros have no direction and no gradient that is not finite", () => {
    const zeros = constant([[0, 0]]);
    const ones = constant([[1, 1]]);
    expect(evaluate(cosineDistance(zeros, ones))).toBe(1);
    expect(slope(cosineDistance(zeros, ones), zeros).every(Number.isFinite)).toBe(true);
    expect(evaluate(triplet(zeros, zeros, zeros))).toBe(1);
    expect(slope(triplet(zeros, zeros, zeros), zeros)).toStrictEqual([0, 0]);
  });
});

describe("kinks", () => {
  const slope = (loss: Tensor, at: Tensor) => numbers(gradients(loss, [at])[0])[0]! + 0;
  test("have the derivatives that the docstrings say", () => {
    const one = constant([1]);
    expect(slope(huber(one, constant([0])), one)).toBe(1);
    expect(slope(absoluteError(one, constant([1])), one)).toBe(0);
    expect(slope(hinge(one, constant([1])), one)).toBe(0);
  });
});

describe("weights", () => {
  const p = constant([
    [1, 2],
    [3, 5],
  ]);
  const t = constant([
    [0, 0],
    [0, 0],
  ]);
  // Errors 1, 4, 9 and 25.
  test("of examples, of features, and of each element", () => {
    const loss = (weights: Tensor, reduction: "mean" | "weightedMean" | "sum") =>
      evaluate(squaredError(p, t, { weights, reduction }));
    expect(loss(constant([1, 0]), "mean")).toBe(5 / 4);
    expect(loss(constant([1, 0]), "weightedMean")).toBe(5 / 2);
    expect(loss(constant([[1, 0]]), "sum")).toBe(10);
    expect(loss(constant([[2], [1]]), "sum")).toBe(44);
    expect(
      loss(
        constant([
          [1, 0],
          [0, 2],
        ]),
        "weightedMean",
      ),
    ).toBe(17);
    expect(loss(constant(3), "weightedMean")).toBe(39 / 4);
  });

  test("of 1 change nothing, and without any the weighted mean is the mean", () => {
    const plain = evaluate(squaredError(p, t));
    expect(evaluate(squaredError(p, t, { weights: constant([1, 1]) }))).toBe(plain);
    expect(evaluate(squaredError(p, t, { reduction: "weightedMean" }))).toBe(plain);
  });

  test("of examples multiply those of classes", () => {
    const logits = constant([
      [0, 0],
      [0, 0],
    ]);
    const labels = constant([0, 1], { dtype: "i32" });
    const options = { classWeights: [1, 3], weights: constant([2, 1]), reduction: "sum" } as const;
    expect(evaluate(softmaxCrossEntropy(logits, labels, options))).toBeCloseTo(5 * Math.LN2, 6);
    expect(evaluate(softmaxCrossEntropy(logits, labels, { ...options, reduction: "weightedMean" }))).toBeCloseTo(
      Math.LN2,
      6,
    );
    expect(evaluate(softmaxCrossEntropy(logits, labels, { ...options, reduction: "mean" }))).toBeCloseTo(
      2.5 * Math.LN2,
      6,
    );
  });

  test("of classes may be a tensor", () => {
    const labels = constant([0, 1], { dtype: "i32" });
    const loss = (classWeights: Tensor | readonly number[]) =>
      evaluate(softmaxCrossEntropy(p, labels, { classWeights }));
    expect(loss(constant([1, 3]))).toBe(loss([1, 3]));
  });

  test("for a batch that has only a name", () => {
    const x = input("x", ["batch", 2]);
    const weights = input("weights", ["batch"]);
    const feeds = {
      x: [
        [1, 1],
        [3, 3],
      ],
      weights: [1, 3],
    };
    expect(
      evaluate(squaredError(x, 0 as unknown as Tensor<readonly []>, { weights, reduction: "weightedMean" }), feeds),
    ).toBe(7);
  });
});

describe("laws", () => {
  const finite = fc.float({ min: -100, max: 100, noNaN: true });
  const pairs = fc.array(fc.tuple(finite, finite), { minLength: 1, maxLength: 8 });
  const session = createSession({ floats: "f64" });
  const p = input("p", ["n"]);
  const t = input("t", ["n"]);
  const none = { reduction: "none" } as const;
  const { run } = session.compile({
    outputs: {
      squared: squaredError(p, t, none),
      absolute: absoluteError(p, t, none),
      huber: huber(p, t, { ...none, delta: 2 }),
      logCosh: logCosh(p, t, none),
      focal: sigmoidFocal(p, t, { ...none, gamma: 0 }),
      binary: sigmoidCrossEntropy(p, t, none),
    },
  });
  const at = (values: readonly (readonly [number, number])[]) =>
    run({ p: Float64Array.from(values, ([x]) => x), t: Float64Array.from(values, ([, y]) => y) });

  test("errors are ≥ 0, the robust ones at most as large as the squared and the absolute ones", () => {
    fc.assert(
      fc.property(pairs, (values) => {
        const { squared, absolute, huber, logCosh } = at(values);
        values.forEach((_, i) => {
          const [s, a, h, l] = [squared, absolute, huber, logCosh].map(({ data }) => data[i]!) as [
            number,
            number,
            number,
            number,
          ];
          const slack = 1 + 1e-12;
          expect(h >= 0 && h <= (s / 2) * slack && h <= 2 * a * slack).toBe(true);
          expect(l >= 0 && l <= (s / 2) * slack && l <= a * slack).toBe(true);
        });
      }),
    );
  });

  test("the focal loss with γ = 0 is the binary cross-entropy", () => {
    fc.assert(
      fc.property(pairs, (values) => {
        const answered = values.map(([z], i) => [z, i % 2] as const);
        const { focal, binary } = at(answered);
        expect(focal.data).toStrictEqual(binary.data);
      }),
    );
  });
});
