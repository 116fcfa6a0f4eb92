import { constant, type Feed, type Initialiser, input, type Tensor } from "@adjoint/core";
import * as ops from "./index.js";

/** A use of an export that has no derivative. */
export interface FlatCase {
  readonly outputs: Tensor;
  readonly feeds: Readonly<Record<string, Feed>>;
}

type FlatCases = Readonly<Record<string, () => FlatCase>>;

const scores = input("scores", [6, 4]);
const labels = input("labels", [6], "i32");
const oneHots = input("oneHots", [6, 4]);
/** Of labels 2, 0, 3, 1, 1, 3. Two rows have ties; the first of equals counts. */
const given = {
  scores: [
    [0.1, -2, 3, 0],
    [1, 1, 0.5, -1],
    [0, 0.25, 0.5, 0.75],
    [-1, -1, -3, -2],
    [2, 1.5, 0, 1],
    [0, 0, 4, 0],
  ],
  labels: [2, 0, 3, 1, 1, 3],
  oneHots: [2, 0, 3, 1, 1, 3].map((label) => [0, 1, 2, 3].map((k) => Number(k === label))),
};

type OfClasses = (predictions: Tensor, targets: Tensor) => Tensor;

/** With labels and with rows. */
const ofClasses = (metric: OfClasses): FlatCases => ({
  "with labels": () => ({ outputs: metric(scores, labels), feeds: { scores: given.scores, labels: given.labels } }),
  "with rows": () => ({ outputs: metric(scores, oneHots), feeds: { scores: given.scores, oneHots: given.oneHots } }),
});

const averaged = (metric: typeof ops.f1): FlatCases => ({
  ...ofClasses((p, t) => metric(p, t)),
  "of each class": ofClasses((p, t) => metric(p, t, { average: "none" }))["with labels"]!,
});

const key = constant(Int32Array.of(7, 11), { dtype: "i32", shape: [2] });
const shapes = { "of a matrix": [6, 4], "of a window": [2, 3, 4, 5], "of a vector": [5] };

/** The values that it gives for a key. */
const firstValues = (initial: Initialiser, only: readonly (keyof typeof shapes)[] = []): FlatCases =>
  Object.fromEntries(
    Object.entries(shapes)
      .filter(([what]) => only.length === 0 || only.includes(what as keyof typeof shapes))
      .map(([what, shape]) => [what, () => ({ outputs: initial(shape, key, "f32"), feeds: {} })]),
  );

/** Every export that has no derivative, and is computed. */
export const flat: Readonly<Record<string, FlatCases>> = {
  accuracy: ofClasses(ops.accuracy),
  binaryAccuracy: {
    "of probabilities": () => ({
      outputs: ops.binaryAccuracy(scores, oneHots),
      feeds: { scores: given.scores, oneHots: given.oneHots },
    }),
  },
  confusionMatrix: ofClasses(ops.confusionMatrix),
  f1: averaged(ops.f1),
  precision: averaged(ops.precision),
  recall: averaged(ops.recall),
  topKAccuracy: ofClasses((p, t) => ops.topKAccuracy(p, t, { k: 2 })),
  oneHot: { "of labels": () => ({ outputs: ops.oneHot(labels, 4), feeds: { labels: [2, 0, -1, 4, 1, 3] } }) },
  step: { "of scores": () => ({ outputs: ops.step(scores) as Tensor, feeds: { scores: given.scores } }) },
  filled: firstValues(ops.filled(0.3)),
  glorotNormal: firstValues(ops.glorotNormal),
  glorotUniform: firstValues(ops.glorotUniform),
  heNormal: firstValues(ops.heNormal),
  heUniform: firstValues(ops.heUniform),
  identityMatrix: firstValues(ops.identityMatrix({ gain: 0.3 }), ["of a matrix"]),
  lecunNormal: firstValues(ops.lecunNormal),
  lecunUniform: firstValues(ops.lecunUniform),
  normal: firstValues(ops.normal()),
  ones: firstValues(ops.ones),
  orthogonal: firstValues(ops.orthogonal(), ["of a matrix", "of a window"]),
  standardisedUniform: firstValues(ops.standardisedUniform),
  truncatedNormal: firstValues(ops.truncatedNormal()),
  uniform: firstValues(ops.uniform()),
  zeros: firstValues(ops.zeros),
};

/** Those that compute nothing by themselves: tables, errors, and what makes or applies others. */
export const notComputed: readonly string[] = [
  "OpsError",
  "activations",
  "applyLayer",
  "elementwiseLoss",
  "initialisers",
  "layer",
  "losses",
  "metrics",
];
