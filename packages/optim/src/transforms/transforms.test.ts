import { add, constant, createSession, input, mul, sum, type Tensor, variable } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { changes } from "../changes.properties.js";
import { adam } from "../optimizers/adam.js";
import { momentum } from "../optimizers/momentum.js";
import { startingFrom } from "../problems.properties.js";
import { exponentialDecay } from "../schedules/exponentialDecay.js";
import { trainStep } from "../trainStep.js";
import { chain } from "./chain.js";
import { leaves } from "./leaves.js";
import { scaleByAdam } from "./scaleByAdam.js";
import { scaleByLearningRate } from "./scaleByLearningRate.js";
import { trace } from "./trace.js";
import { transform } from "./transform.js";

const first = (rows: readonly (readonly number[])[]) => rows.map((row) => row[0]!);
const halving = exponentialDecay(1, { rate: 0.5, every: 1 });

describe("scaleByLearningRate", () => {
  test("turns gradients into steps downhill, by the rate of the step", () => {
    expect(changes(scaleByLearningRate(0.25), [2, -4], 2)).toStrictEqual([
      [-0.5, 1],
      [-0.5, 1],
    ]);
    expect(first(changes(scaleByLearningRate(halving), [1], 4))).toStrictEqual([-1, -0.5, -0.25, -0.125]);
  });

  test("a rate is an f32 number, whatever the parameters", () => {
    expect(first(changes(scaleByLearningRate(0.1), [1], 1))).toStrictEqual([-Math.fround(0.1)]);
  });
});

describe("trace", () => {
  test("is a decaying sum: 1, 1 + α, 1 + α + α²", () => {
    expect(first(changes(trace({ decay: 0.5 }), [1], 4))).toStrictEqual([1, 1.5, 1.75, 1.875]);
  });

  test("with nesterov looks one step ahead: u = αv + g from the new v", () => {
    expect(first(changes(trace({ decay: 0.5, nesterov: true }), [1], 3))).toStrictEqual([1.5, 1.75, 1.875]);
  });

  test("with a decay of 0 passes everything on", () => {
    expect(first(changes(trace({ decay: 0 }), [3], 3))).toStrictEqual([3, 3, 3]);
  });
});

describe("chain", () => {
  test("hands the updates of each transform to the next", () => {
    const plus = (amount: number) =>
      transform<readonly []>({
        name: "plus",
        init: () => [],
        update: ({ gradients }) => ({ updates: gradients.map((g) => mul(g, amount) as Tensor), state: [] }),
      });
    const cap = transform<readonly []>({
      name: "fixed",
      init: () => [],
      update: ({ gradients }) => ({ updates: gradients.map(({ dtype }) => constant([7], { dtype })), state: [] }),
    });
    expect(first(changes(chain(plus(2), plus(5)), [1], 1))).toStrictEqual([10]);
    expect(first(changes(chain(cap, plus(5)), [1], 1))).toStrictEqual([35]);
    expect(first(changes(chain(plus(5), cap), [1], 1))).toStrictEqual([7]);
  });

  test("of nothing leaves the gradients as they are", () => {
    expect(first(changes(chain(), [3], 2))).toStrictEqual([3, 3]);
  });

  test("its order decides whether a decaying rate enters the velocity", () => {
    // Goodfellow's momentum and Keras': v ← αv − ηg. The old velocity keeps the old rate.
    const inside = chain(scaleByLearningRate(halving), trace({ decay: 0.5 }));
    expect(first(changes(inside, [1], 3))).toStrictEqual([-1, -(0.5 + 0.5), -(0.25 + 0.5)]);
    // PyTorch's and optax': θ ← θ − ηv.
    const outside = chain(trace({ decay: 0.5 }), scaleByLearningRate(halving));
    expect(first(changes(outside, [1], 3))).toStrictEqual([-1, -0.75, -0.4375]);
    const ours = momentum({ learningRate: halving, decay: 0.5 });
    expect(first(changes(ours, [1], 3))).toStrictEqual(first(changes(inside, [1], 3)));
  });

  test("gives the same transform in two places two states", () => {
    const twice = trace({ decay: 0.5 });
    // The trace of 1, 1.5, 1.75.
    expect(first(changes(chain(twice, twice), [1], 3))).toStrictEqual([1, 2, 2.75]);
    const x = startingFrom("x", [1], [0]);
    using session = createSession();
    session.compile(trainStep(sum(x), chain(twice, trace(), chain(twice), adam())));
    expect(session.variables.map(({ name }) => name).toSorted()).toStrictEqual([
      "optimizer/chain/trace/x",
      "optimizer/chain_2/adam/first/x",
      "optimizer/chain_2/adam/second/x",
      "optimizer/step",
      "optimizer/trace/x",
      "optimizer/trace_2/x",
      "x",
    ]);
  });
});

describe("scaleByAdam", () => {
  const gradient = [1e-3, -5, 1e4, -1e-7];

  test("the first step is the sign of the gradient, but for ε", () => {
    const [updates] = changes(scaleByAdam(), gradient, 1);
    updates!.forEach((update, i) => {
      const g = gradient[i]!;
      expect(update / (g / (Math.abs(g) + 1e-8))).toBeCloseTo(1, 14);
    });
    expect(first(changes(adam({ learningRate: 0.25 }), [-3], 1))[0]).toBeCloseTo(0.25, 8);
  });

  test("as long as the gradient does not change, neither does the update: the correction is exact", () => {
    for (const updates of changes(scaleByAdam(), gradient, 50)) {
      updates.forEach((update, i) => {
        const g = gradient[i]!;
        expect(update / (g / (Math.abs(g) + 1e-8))).toBeCloseTo(1, 13);
      });
    }
  });

  test("in f32 too, where 1 − βᵗ as it is written would keep five digits only", () => {
    const naive = Math.fround(1 - Math.fround(0.999)) / (1 - 0.999);
    expect(Math.abs(naive - 1)).toBeGreaterThan(1e-5);
    changes(scaleByAdam(), [1], 100, "f32").forEach(([update], step) => {
      // The moments are sums of `step` roundings at most; the first steps have almost none.
      expect(Math.abs(update! - 1)).toBeLessThan((8 + step) * 2 ** -24);
    });
  });

  test("without memory it is the sign of each gradient", () => {
    const updates = changes(scaleByAdam({ beta1: 0, beta2: 0 }), [3, -0.5], 3);
    for (const [positive, negative] of updates) {
      expect(positive).toBeCloseTo(1, 7);
      expect(negative).toBeCloseTo(-1, 7);
    }
  });

  test("a gradient of 0 makes no step", () => {
    expect(changes(scaleByAdam(), [0, 0], 2)).toStrictEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test("ε is added to the corrected root", () => {
    // g / (|g| + ε) in the first step; with ε before the correction (the paper's ε̂) it would be g / (|g| + ε/√(1 − β₂)).
    expect(first(changes(scaleByAdam({ epsilon: 0.5 }), [1.5], 1))[0]).toBeCloseTo(0.75, 14);
  });
});

test("leaves lists the tensors of a state, the same however its records were written down", () => {
  const [a, b, c] = [variable("a", []), variable("b", []), variable("c", [])];
  expect(leaves([{ first: [a], second: [] }, b, [[c]]])).toStrictEqual([a, b, c]);
  expect(leaves({ second: b, first: a })).toStrictEqual(leaves({ first: a, second: b }));
  expect(leaves(input("x", []))).toHaveLength(1);
  expect(leaves([])).toStrictEqual([]);
});

test("a transform may write its next state down in another order than the first", () => {
  const counting = transform<{ readonly ones: Tensor; readonly tens: Tensor }>({
    name: "counting",
    init: (_, scope) => ({ ones: variable(`${scope}/ones`, []), tens: variable(`${scope}/tens`, []) }),
    update: ({ gradients, state: { ones, tens } }) => ({
      updates: gradients,
      state: { tens: add(tens, 10), ones: add(ones, 1) },
    }),
  });
  using session = createSession();
  const { run } = session.compile(trainStep(sum(startingFrom("x", [1], [0])), counting));
  run();
  run();
  expect([session.read("optimizer/ones").data[0], session.read("optimizer/tens").data[0]]).toStrictEqual([2, 20]);
});
