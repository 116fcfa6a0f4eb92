import { input } from "@adjoint/core";
import "@adjoint/core/vitest";
import { beforeEach, describe, expect, test } from "vitest";
import { activationCases, activationsWithout } from "./activations/activations.properties.js";
import { parametersOf } from "./evaluation.properties.js";
import * as ops from "./index.js";
import {
  anything,
  atX,
  atXAndT,
  type JacobianCases,
  type NoDerivative,
  rows,
  t,
  withParameters,
  x,
} from "./jacobianCases.properties.js";
import { lossCases, lossesWithout } from "./losses/losses.properties.js";

const dense = <const Units extends number>(units: Units, bias = true) =>
  ops.dense(units, { bias, initialBias: anything });

/** What each folder has beside its functions, and the rest. */
const differentiable: JacobianCases = {
  ...activationCases,
  ...lossCases,
  meanAbsoluteError: { "by x and t": () => atXAndT(ops.meanAbsoluteError(x, t)) },
  meanSquaredError: { "by x and t": () => atXAndT(ops.meanSquaredError(x, t)) },
  perplexity: { "by x and t": () => atXAndT(ops.perplexity(x, t)) },
  rSquared: { "by x and t": () => atXAndT(ops.rSquared(x, t)) },
  cosineSimilarity: { "by x and t": () => atXAndT(ops.cosineSimilarity(x, t)) },
  logSumExp: {
    "along the last axis": () => atX(ops.logSumExp(x)),
    "along the first axis": () => atX(ops.logSumExp(x, { axis: 0 })),
  },
  mean: {
    "of everything": () => atX(ops.mean(x)),
    "along one axis": () => atX(ops.mean(x, { axes: [0] })),
    "along one axis, which is kept": () => atX(ops.mean(x, { axes: [-1], keepDims: true })),
    "over a dimension that has only a name": () => {
      const named = input("named", ["batch", 3]);
      return { outputs: ops.mean(named, { axes: [0] }), wrt: [named], feeds: { named: rows } };
    },
  },
  dense: {
    "by weights, bias and x": () => withParameters(dense(2)(x)),
    "by weights and x, without a bias": () => withParameters(dense(2, false)(x)),
    "with two batch dimensions": () => {
      const boxes = input("boxes", [2, 2, 3]);
      const outputs = dense(2)(boxes);
      const feeds = { boxes: Float64Array.from({ length: 12 }, (_, i) => Math.sin(i + 1)) };
      return { outputs, wrt: [boxes, ...parametersOf(outputs)], feeds };
    },
    "applied twice": () => {
      const layer = dense(3);
      return withParameters(layer(ops.tanh(layer(x))));
    },
  },
  residual: {
    "around a nonlinearity": () => atX(ops.residual(ops.tanh)(x)),
    "around layers": () => withParameters(ops.residual(ops.sequential(dense(4), ops.tanh, dense(3)))(x)),
  },
  residualBlock: {
    "by W₁, b, W₂ and x": () => withParameters(ops.residualBlock({ activation: ops.tanh })(x)),
    "with relu, of another width inside": () => withParameters(ops.residualBlock({ units: 4 })(x)),
  },
  sequential: {
    "of every layer": () =>
      withParameters(
        ops.sequential(
          dense(2),
          ops.tanh,
          ops.identity,
          ops.residual(ops.sequential(dense(2), ops.relu)),
          ops.residualBlock({ activation: ops.sigmoid }),
          ops.sequential(ops.softmax, dense(2, false), ops.logSoftmax),
        )(x),
      ),
    "of none": () => atX(ops.sequential()(x)),
  },
};

/** The exports that have no derivative, and why. */
const notDifferentiable: NoDerivative = {
  ...activationsWithout,
  ...lossesWithout,
  OpsError: "an error",
  accuracy: "counts hits: piecewise constant",
  binaryAccuracy: "counts hits: piecewise constant",
  confusionMatrix: "counts: piecewise constant",
  f1: "a share of counts: piecewise constant",
  metrics: "a table of the others",
  precision: "a share of counts: piecewise constant",
  recall: "a share of counts: piecewise constant",
  topKAccuracy: "counts hits: piecewise constant",
  applyLayer: "applies a layer whose own derivative it is",
  glorotNormal: "first values, which depend on a key only",
  glorotUniform: "first values, which depend on a key only",
  initialisers: "a table of the others",
  heNormal: "first values, which depend on a key only",
  heUniform: "first values, which depend on a key only",
  layer: "makes a layer of a function whose own derivative it is",
  oneHot: "of integers",
};

test("every export has a Jacobian test, or a reason why not", () => {
  const listed = [...Object.keys(differentiable), ...Object.keys(notDifferentiable)];
  expect(Object.keys(ops).toSorted()).toStrictEqual(listed.toSorted());
});

test("every activation that a spec can name is an export: itself, or the function that makes it", () => {
  const exported = new Map<string, unknown>(Object.entries(ops));
  for (const [name, activation] of Object.entries(ops.activations)) {
    const itself = exported.get(name) === activation;
    expect(itself ? name : (exported.get(name) as () => ops.AnyLayer)().kind).toBe(name);
  }
});

const sweep = Object.entries(differentiable).flatMap(([name, cases]) =>
  Object.entries(cases).map(([what, make]) => ({ name, what, make })),
);

describe.each(sweep)("$name $what", ({ name, make }) => {
  beforeEach(({ task }) => {
    task.meta.sweep = { of: "ops", subject: name, check: task.name };
  });

  test("passes every check of first and second derivatives", () => {
    const { outputs, ...options } = make();
    expect(outputs).toHaveRightGradient({ ...options, order: 2 });
  });

  test("is the same on the compiled backend, value and gradient, in f64 and in f32", () => {
    const { outputs, wrt, feeds } = make();
    expect(outputs).toAgreeOnBackends({ wrt, feeds });
  });
});
