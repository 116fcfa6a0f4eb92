import { input } from "@adjoint/core";
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
  x,
} from "./jacobianCases.properties.js";
import { layerCases, layersWithout } from "./layers/layers.properties.js";
import { lossCases, lossesWithout } from "./losses/losses.properties.js";

/** The exports that have a derivative: what each folder has beside its functions, and the rest. */
export const differentiable: JacobianCases = {
  ...activationCases,
  ...layerCases,
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
  l1: { "by x": () => atX(ops.l1(0.3)(x)) },
  l2: { "by x": () => atX(ops.l2(0.3)(x)) },
  elastic: { "by x": () => atX(ops.elastic({ l1: 0.3, l2: 0.2 })(x)) },
  regularisation: {
    "by weights and biases": () => {
      const outputs = ops.dense(2, { initialBias: anything })(x);
      const penalty = ops.regularisation(outputs, { weights: ops.l2(0.3), biases: ops.l1(0.2) });
      return { outputs: penalty, wrt: parametersOf(penalty), feeds: {} };
    },
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
};

/** The exports that have no derivative, and why. */
export const notDifferentiable: NoDerivative = {
  ...activationsWithout,
  ...layersWithout,
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
  filled: "first values, which are given",
  identityMatrix: "first values, which are given",
  lecunNormal: "first values, which depend on a key only",
  lecunUniform: "first values, which depend on a key only",
  normal: "first values, which depend on a key only",
  ones: "first values, which are given",
  orthogonal: "first values, which depend on a key only",
  standardisedUniform: "first values, which depend on a key only",
  truncatedNormal: "first values, which depend on a key only",
  uniform: "first values, which depend on a key only",
  zeros: "first values, which are given",
  glorotNormal: "first values, which depend on a key only",
  glorotUniform: "first values, which depend on a key only",
  initialisers: "a table of the others",
  heNormal: "first values, which depend on a key only",
  heUniform: "first values, which depend on a key only",
  oneHot: "of integers",
};
