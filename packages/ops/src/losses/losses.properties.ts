import { constant, input, type Tensor } from "@adjoint/core";
import {
  atX,
  atXAndT,
  type JacobianCase,
  type JacobianCases,
  type NoDerivative,
  rates,
  rows,
  t,
  x,
} from "../jacobianCases.properties.js";
import { absoluteError } from "./absoluteError.js";
import { binaryCrossEntropy } from "./binaryCrossEntropy.js";
import { cosineDistance } from "./cosineDistance.js";
import { crossEntropy } from "./crossEntropy.js";
import { hinge } from "./hinge.js";
import { huber } from "./huber.js";
import { klDivergence } from "./klDivergence.js";
import { logCosh } from "./logCosh.js";
import { poisson } from "./poisson.js";
import type { Reduction } from "./reduction.js";
import { sigmoidCrossEntropy } from "./sigmoidCrossEntropy.js";
import { sigmoidFocal } from "./sigmoidFocal.js";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy.js";
import { squaredError } from "./squaredError.js";
import { squaredHinge } from "./squaredHinge.js";
import { triplet } from "./triplet.js";

const oneHots = [
  [0, 1, 0],
  [0, 0, 1],
];
const signs = [
  [1, -1, 1],
  [-1, 1, 1],
];
const probabilities = [
  [0.3, 0.5, 0.2],
  [0.7, 0.1, 0.25],
];
const labels = input("labels", [2], "i32");
const atLabels = (outputs: Tensor, values: readonly (readonly number[])[] = rows): JacobianCase => ({
  outputs,
  wrt: [x],
  feeds: { x: values, labels: [2, 0] },
});

/** With targets, and by weights of rows too. */
const weighted = (loss: (weights: Tensor) => Tensor): JacobianCase => {
  const weights = input("weights", [2]);
  return { outputs: loss(weights), wrt: [x, t, weights], feeds: { x: rows, t: rates, weights: [0.4, 1.7] } };
};

const reductions = ["mean", "sum", "halfSum", "none"] as const satisfies readonly Reduction[];
const inEveryReduction = (make: (reduction: Reduction) => JacobianCase) =>
  Object.fromEntries(reductions.map((reduction) => [`reduced by ${reduction}`, () => make(reduction)]));

export const lossCases: JacobianCases = {
  absoluteError: { "by x and t": () => atXAndT(absoluteError(x, t)) },
  binaryCrossEntropy: {
    "by x and t": () => atXAndT(binaryCrossEntropy(x, t), rates, probabilities),
    smoothed: () => atXAndT(binaryCrossEntropy(x, t, { labelSmoothing: 0.2 }), rates, probabilities),
  },
  cosineDistance: { "by x and t": () => atXAndT(cosineDistance(x, t)) },
  crossEntropy: {
    "with labels": () => atLabels(crossEntropy(x, labels), probabilities),
    "with rows, smoothed and weighted": () =>
      atXAndT(crossEntropy(x, t, { labelSmoothing: 0.2, classWeights: [1, 2, 3] }), rates, probabilities),
  },
  hinge: { "by x and t": () => atXAndT(hinge(x, t), signs) },
  huber: { "by x and t, on both pieces": () => atXAndT(huber(x, t, { delta: 0.45 })) },
  klDivergence: { "by x and t": () => atXAndT(klDivergence(x, t), probabilities) },
  logCosh: { "by x and t, on both pieces": () => atXAndT(logCosh(x, t)) },
  poisson: {
    "of rates": () => atXAndT(poisson(x, t), rates, probabilities),
    "of logarithms": () => atXAndT(poisson(x, t, { logarithms: true })),
  },
  sigmoidCrossEntropy: {
    "by x and t": () => atXAndT(sigmoidCrossEntropy(x, t)),
    "smoothed and weighted": () => atXAndT(sigmoidCrossEntropy(x, t, { labelSmoothing: 0.2, positiveWeight: 3 })),
  },
  sigmoidFocal: {
    "by x, with answers": () => {
      const answers: Tensor = constant(oneHots);
      return atX(sigmoidFocal(x, answers));
    },
    "by x and t, with α": () => atXAndT(sigmoidFocal(x, t, { gamma: 1.5, alpha: 0.25 }), probabilities),
  },
  softmaxCrossEntropy: {
    "with labels": () => atLabels(softmaxCrossEntropy(x, labels)),
    "with labels, smoothed and weighted": () =>
      atLabels(
        softmaxCrossEntropy(x, labels, { labelSmoothing: 0.1, classWeights: [1, 2, 3], reduction: "weightedMean" }),
      ),
    "with one-hot targets, also by them": () => atXAndT(softmaxCrossEntropy(x, t), oneHots),
    "with soft targets whose rows do not sum to one, also by them": () => atXAndT(softmaxCrossEntropy(x, t)),
    ...inEveryReduction((reduction) => atXAndT(softmaxCrossEntropy(x, t, { reduction }))),
  },
  squaredError: {
    ...inEveryReduction((reduction) => atXAndT(squaredError(x, t, { reduction }))),
    "weighted, also by the weights": () => weighted((weights) => squaredError(x, t, { weights })),
    "its weighted mean, also by the weights": () =>
      weighted((weights) => squaredError(x, t, { weights, reduction: "weightedMean" })),
    "with targets that broadcast": () => {
      const target = input("target", [3]);
      const feeds = { x: rows, target: rates[0]! };
      return { outputs: squaredError(x, target), wrt: [x, target], feeds };
    },
  },
  squaredHinge: { "by x and t": () => atXAndT(squaredHinge(x, t), signs) },
  triplet: Object.fromEntries(
    (["euclidean", "squared"] as const).map((distance) => [
      `${distance}, by all three`,
      () => {
        const negative = input("negative", [2, 3]);
        const outputs = triplet(x, t, negative, { distance, margin: 5 });
        return { outputs, wrt: [x, t, negative], feeds: { x: rows, t: rates, negative: signs } };
      },
    ]),
  ),
};

export const lossesWithout: NoDerivative = {
  elementwiseLoss: "makes a loss of a function whose own derivative it is",
  losses: "a table of the others",
};
