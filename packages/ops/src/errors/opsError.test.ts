import { AdjointError, input, parameter, type Tensor } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { elu } from "../activations/elu.js";
import { leakyRelu } from "../activations/leakyRelu.js";
import { prelu } from "../activations/prelu.js";
import { relu } from "../activations/relu.js";
import { refusal } from "../evaluation.properties.js";
import { identityMatrix } from "../initialisers/identityMatrix.js";
import { normal } from "../initialisers/normal.js";
import { orthogonal } from "../initialisers/orthogonal.js";
import { uniform } from "../initialisers/uniform.js";
import { batchNorm } from "../layers/batchNorm.js";
import { conv2d } from "../layers/conv2d.js";
import { dense } from "../layers/dense.js";
import { dropout } from "../layers/dropout.js";
import { flatten } from "../layers/flatten.js";
import { globalMaxPool } from "../layers/globalMaxPool.js";
import { layerNorm } from "../layers/layerNorm.js";
import { maxPool2d } from "../layers/maxPool2d.js";
import { multiHeadAttention } from "../layers/multiHeadAttention.js";
import { residual } from "../layers/residual.js";
import { residualBlock } from "../layers/residualBlock.js";
import { sequential } from "../layers/sequential.js";
import { crossEntropy } from "../losses/crossEntropy.js";
import { klDivergence } from "../losses/klDivergence.js";
import { sigmoidFocal } from "../losses/sigmoidFocal.js";
import { softmaxCrossEntropy } from "../losses/softmaxCrossEntropy.js";
import { squaredError } from "../losses/squaredError.js";
import { confusionMatrix } from "../metrics/confusionMatrix.js";
import { precision } from "../metrics/precision.js";
import { topKAccuracy } from "../metrics/topKAccuracy.js";
import { l2 } from "../regularisers/l2.js";
import { regularisation } from "../regularisers/regularisation.js";
import { messages } from "./messages.js";
import { OpsError, type OpsErrorCode } from "./opsError.js";

/** Inputs whose shapes the compiler does not see, so that the run has to refuse them. */
const x: Tensor = input("pixels", ["batch", 784]);
const wide: Tensor = input("wide", ["batch", 785]);
const images: Tensor = input("images", ["batch", 8, 8, 3]);
const logits: Tensor = input("logits", ["batch", 10]);

/** Ways into each error. */
const provocations: Readonly<Record<OpsErrorCode, Readonly<Record<string, () => unknown>>>> = {
  "ops/option": {
    "no units": () => dense(0 as number),
    "half a unit": () => dense(1.5 as number),
    "made for no features": () => dense(1, { inputs: 0 }),
    "a rate beyond 1": () => dropout(1.2 as number),
    "a negative epsilon": () => layerNorm({ epsilon: -1 }),
    "a momentum of 1": () => batchNorm({ momentum: 1 }),
    "an unknown padding": () => conv2d(3, { size: 3, padding: "full" as "same" }),
    "filters that do not divide into groups": () => conv2d(3, { size: 3, groups: 2 }),
    "more padding than half a window": () => maxPool2d(2, { padding: 2 }),
    "NaN units": () => residualBlock({ units: Number.NaN }),
    "a slope that is no number": () => leakyRelu({ slope: Number.NaN }),
    "an α of 0": () => elu({ alpha: 0 }),
    "a share of labels that is all": () => softmaxCrossEntropy(logits, logits, { labelSmoothing: 1 }),
    "weights of other classes": () => softmaxCrossEntropy(logits, logits, { classWeights: [1, 2] }),
    "an ε that leaves nothing": () => crossEntropy(logits, logits, { epsilon: 0.5 }),
    "an α above 1": () => sigmoidFocal(logits, logits, { alpha: 2 }),
    "a range that is empty": () => uniform({ low: 1, high: 1 }),
    "a spread of 0": () => normal({ standardDeviation: 0 }),
    "the identity as a vector": () => parameter("p", [3], { initial: identityMatrix() }),
    "orthogonal numbers": () => parameter("p", [], { initial: orthogonal() }),
    "the first none": () => topKAccuracy(logits, logits, { k: 0 }),
    "an unknown average": () => precision(logits, logits, { average: "mean" as "macro" }),
    "an unknown reduction": () => squaredError(x, x, { reduction: "average" as "mean" }),
    "a reduction that every object has": () => softmaxCrossEntropy(logits, logits, { reduction: "toString" as "mean" }),
  },
  "ops/shared-layer": {
    "other features": () => {
      const layer = dense(64, { name: "hidden" });
      layer(x);
      return layer(wide);
    },
    "another element type": () => {
      const layer = dense(64);
      layer(x);
      return layer(input("double", ["batch", 784], "f64"));
    },
    "shared slopes": () => {
      const layer = prelu({ name: "leak" });
      layer(x);
      return layer(wide);
    },
    "a shared block": () => {
      const block = residualBlock();
      block(x);
      return block(wide);
    },
  },
  "ops/features": {
    "rows in place of images": () => conv2d(3, { size: 3 })(x),
    "images that are smaller than a window": () => maxPool2d([2, 9])(images),
    "channels that do not divide into groups": () => conv2d(4, { size: 3, groups: 4 })(images),
    "features that heads cannot share": () => multiHeadAttention(4)(input("words", ["batch", 9, 30]) as Tensor),
    "a window over rows": () => globalMaxPool(x),
    "rows of no known size": () => flatten(input("words", ["batch", "words", 3]) as Tensor),
    "a vector": () => dense(64)(input("vector", [784]) as Tensor),
    "a scalar": () => dense(64)(input("scalar", []) as Tensor),
    "features with a name only": () => dense(64)(input("pixels", ["batch", "features"]) as Tensor),
    "made for others": () => dense(64, { inputs: 784, name: "hidden" })(wide),
    "a block on features with a name only": () => residualBlock()(input("pixels", ["batch", "features"]) as Tensor),
    "a block on a vector": () => residualBlock()(input("vector", [784]) as Tensor),
    "slopes of features with a name only": () => prelu()(input("pixels", ["batch", "features"]) as Tensor),
    "inside a network": () => sequential(relu, dense(64))(input("vector", [784]) as Tensor),
  },
  "ops/residual": {
    "another width": () => sequential(residual(sequential(dense(64), relu)))(x),
  },
  "ops/parameter-names": {
    "a layer that is not there": () => regularisation(dense(3)(x), { layers: { hidden: { weights: l2(1) } } }),
    "a parameter that is not there": () => regularisation(dense(3)(x), { parameters: { "dense/kernel": l2(1) } }),
    "rules for biases where there is none": () => regularisation(dense(3, { bias: false })(x), { biases: l2(1) }),
    "no parameters": () => regularisation(x, { weights: l2(1) }),
  },
  "ops/weights": {
    "a weight for each of other rows": () => squaredError(x, x, { weights: input("weights", ["rows"]) }),
    "more dimensions than errors": () => softmaxCrossEntropy(logits, logits, { weights: logits }),
    "another element type": () => squaredError(x, x, { weights: input("weights", ["batch"], "i32") }),
  },
  "ops/targets": {
    "labels of other rows": () => confusionMatrix(logits, input("labels", ["rows"], "i32")),
    "distributions of another shape": () => klDivergence(logits, input("rows", ["batch", 9]) as Tensor),
    "labels of another batch": () => softmaxCrossEntropy(logits, input("labels", ["rows"], "i32") as Tensor),
    "labels that are floats": () => softmaxCrossEntropy(logits, input("labels", ["batch"]) as Tensor),
    "rows of other classes": () => softmaxCrossEntropy(logits, input("rows", ["batch", 9]) as Tensor),
    "rows of another element type": () => softmaxCrossEntropy(logits, input("rows", ["batch", 10], "f64") as Tensor),
    "labels for classes with a name only": () =>
      softmaxCrossEntropy(input("logits", ["batch", "classes"]) as Tensor, input("labels", ["batch"], "i32") as Tensor),
  },
};

test("every code has a case", () => {
  expect(Object.keys(provocations).toSorted()).toStrictEqual(Object.keys(messages).toSorted());
});

describe.each(Object.entries(provocations))("%s", (code, cases) => {
  test.each(Object.entries(cases))("%s", (_, provoke) => {
    const error = refusal(provoke);
    expect(error).toBeInstanceOf(OpsError);
    expect(error).toMatchObject({ name: "OpsError", code });
  });
});

test("every message", () => {
  const spoken = Object.entries(provocations).flatMap(([code, cases]) =>
    Object.entries(cases).map(([what, provoke]) => `[${code}] ${what}\n${refusal(provoke).message}`),
  );
  expect(`\n${spoken.join("\n\n")}\n`).toMatchInlineSnapshot(`
    "
    [ops/option] no units
    dense: units must be a whole number ≥ 1, not 0.

    [ops/option] half a unit
    dense: units must be a whole number ≥ 1, not 1.5.

    [ops/option] made for no features
    dense: inputs must be a whole number ≥ 1, not 0.

    [ops/option] a rate beyond 1
    dropout: rate must be in [0, 1), not 1.2.

    [ops/option] a negative epsilon
    layerNorm: epsilon must be a number ≥ 0, not -1.

    [ops/option] a momentum of 1
    batchNorm: momentum must be in [0, 1), not 1.

    [ops/option] an unknown padding
    conv2d: padding must be valid, same or a whole number ≥ 0, not "full".

    [ops/option] filters that do not divide into groups
    conv2d: filters must be a multiple of the 2 groups, not 3.

    [ops/option] more padding than half a window
    maxPool2d: padding must be at most half of the window's 2, not 2.

    [ops/option] NaN units
    residualBlock: units must be a whole number ≥ 1, not NaN.

    [ops/option] a slope that is no number
    leakyRelu: slope must be a finite number, not NaN.

    [ops/option] an α of 0
    elu: alpha must be a finite number > 0, not 0.

    [ops/option] a share of labels that is all
    softmaxCrossEntropy: labelSmoothing must be a finite number ≥ 0 and < 1, not 1.

    [ops/option] weights of other classes
    softmaxCrossEntropy: classWeights must be 10 numbers (f32), one for each class, not 2.

    [ops/option] an ε that leaves nothing
    crossEntropy: epsilon must be a finite number > 0 and < 0.5, not 0.5.

    [ops/option] an α above 1
    sigmoidFocal: alpha must be a finite number ≥ 0 and ≤ 1, not 2.

    [ops/option] a range that is empty
    uniform: high must be a finite number > 1, not 1.

    [ops/option] a spread of 0
    normal: standardDeviation must be a finite number > 0, not 0.

    [ops/option] the identity as a vector
    identityMatrix: the shape must be [rows, columns], not "[3]".

    [ops/option] orthogonal numbers
    orthogonal: the shape must be at least two dimensions, not "[]".

    [ops/option] the first none
    topKAccuracy: k must be a whole number ≥ 1, not 0.

    [ops/option] an unknown average
    precision: average must be one of macro, micro, weighted, none, not "mean".

    [ops/option] an unknown reduction
    squaredError: reduction must be one of mean, weightedMean, sum, halfSum, none, not "average".

    [ops/option] a reduction that every object has
    softmaxCrossEntropy: reduction must be one of mean, weightedMean, sum, halfSum, none, not "toString".

    [ops/shared-layer] other features
    hidden: since it was first applied, this layer has "hidden/weights" [784, 64] (f32); "wide" [batch, 785] (f32) would need [785, 64] (f32).
    A layer that is applied twice shares its parameters, so its inputs must agree; make another layer otherwise.

    [ops/shared-layer] another element type
    dense: since it was first applied, this layer has "dense/weights" [784, 64] (f32); "double" [batch, 784] (f64) would need [784, 64] (f64).
    A layer that is applied twice shares its parameters, so its inputs must agree; make another layer otherwise.

    [ops/shared-layer] shared slopes
    leak: since it was first applied, this layer has "leak/slope" [784] (f32); "wide" [batch, 785] (f32) would need [785] (f32).
    A layer that is applied twice shares its parameters, so its inputs must agree; make another layer otherwise.

    [ops/shared-layer] a shared block
    residualBlock: since it was first applied, this layer has "residualBlock/inner/weights" [784, 784] (f32); "wide" [batch, 785] (f32) would need [785, 785] (f32).
    A layer that is applied twice shares its parameters, so its inputs must agree; make another layer otherwise.

    [ops/features] rows in place of images
    conv2d: expected [batch, height, width, channels] with sizes that a window of 3 × 3 fits into, but was applied to "pixels" [batch, 784].

    [ops/features] images that are smaller than a window
    maxPool2d: expected [batch, height, width, channels] with sizes that a window of 2 × 9 fits into, but was applied to "images" [batch, 8, 8, 3].

    [ops/features] channels that do not divide into groups
    conv2d: expected channels in 4 groups of one size, but was applied to "images" [batch, 8, 8, 3].

    [ops/features] features that heads cannot share
    multiHeadAttention: expected [batch, positions, features] with a size for the features, which 4 heads share evenly, but was applied to "words" [batch, 9, 30].

    [ops/features] a window over rows
    globalMaxPool: expected [batch, …space, channels], but was applied to "pixels" [batch, 784].

    [ops/features] rows of no known size
    flatten: expected [batch, …sizes], but was applied to "words" [batch, words, 3].

    [ops/features] a vector
    dense: expected […batch, features] with a size for the features, but was applied to "vector" [784].

    [ops/features] a scalar
    dense: expected […batch, features] with a size for the features, but was applied to "scalar" [].

    [ops/features] features with a name only
    dense: expected […batch, features] with a size for the features, but was applied to "pixels" [batch, features].

    [ops/features] made for others
    hidden: expected […batch, 784], but was applied to "wide" [batch, 785].

    [ops/features] a block on features with a name only
    residualBlock: expected […batch, features] with a size for the features, but was applied to "pixels" [batch, features].

    [ops/features] a block on a vector
    residualBlock: expected […batch, features] with a size for the features, but was applied to "vector" [784].

    [ops/features] slopes of features with a name only
    prelu: expected […batch, features] with a size for the features, but was applied to "pixels" [batch, features].

    [ops/features] inside a network
    dense_1: expected […batch, features] with a size for the features, but was applied to select [784].

    [ops/residual] another width
    residual_1: the inner layers turn "pixels" [batch, 784] into select [batch, 64], which cannot be added to it.
    They must keep the shape: end them with as many units as come in.

    [ops/parameter-names] a layer that is not there
    regularisation: no parameter belongs to "hidden".
    The parameters are: dense/weights, dense/bias.

    [ops/parameter-names] a parameter that is not there
    regularisation: no parameter belongs to "dense/kernel".
    The parameters are: dense/weights, dense/bias.

    [ops/parameter-names] rules for biases where there is none
    regularisation: none of these rules applies to a parameter.
    The parameters are: dense/weights.

    [ops/parameter-names] no parameters
    regularisation: none of these rules applies to a parameter.
    The parameters are: none.

    [ops/weights] a weight for each of other rows
    squaredError: "weights" [rows] (f32) are no weights for errors [batch, 784] (f32).
    Weights have the errors' element type, and their shape or the first dimensions of it: [batch] for a weight per example.

    [ops/weights] more dimensions than errors
    softmaxCrossEntropy: "logits" [batch, 10] (f32) are no weights for errors [batch] (f32).
    Weights have the errors' element type, and their shape or the first dimensions of it: [batch] for a weight per example.

    [ops/weights] another element type
    squaredError: "weights" [batch] (i32) are no weights for errors [batch, 784] (f32).
    Weights have the errors' element type, and their shape or the first dimensions of it: [batch] for a weight per example.

    [ops/targets] labels of other rows
    confusionMatrix: "labels" [rows] (i32) are no targets for "logits" [batch, 10]; expected a label for each row of logits whose classes have a size.

    [ops/targets] distributions of another shape
    klDivergence: "rows" [batch, 9] (f32) are no targets for "logits" [batch, 10]; expected f32 rows of the same shape.

    [ops/targets] labels of another batch
    softmaxCrossEntropy: "labels" [rows] (i32) are no targets for "logits" [batch, 10]; expected i32 labels [batch], or f32 rows of the logits' shape.

    [ops/targets] labels that are floats
    softmaxCrossEntropy: "labels" [batch] (f32) are no targets for "logits" [batch, 10]; expected i32 labels [batch], or f32 rows of the logits' shape.

    [ops/targets] rows of other classes
    softmaxCrossEntropy: "rows" [batch, 9] (f32) are no targets for "logits" [batch, 10]; expected i32 labels [batch], or f32 rows of the logits' shape.

    [ops/targets] rows of another element type
    softmaxCrossEntropy: "rows" [batch, 10] (f64) are no targets for "logits" [batch, 10]; expected i32 labels [batch], or f32 rows of the logits' shape.

    [ops/targets] labels for classes with a name only
    softmaxCrossEntropy: "labels" [batch] (i32) are no targets for "logits" [batch, classes]; expected i32 labels [batch], or f32 rows of the logits' shape.
    "
  `);
});

test("what an error is about is data", () => {
  const error = refusal(provocations["ops/targets"]["rows of other classes"]!);
  expect(error.details).toMatchObject({ predictions: logits, targets: { name: "rows" } });
});

test("errors of what a layer is composed of are the core's", () => {
  expect(refusal(() => dense(3)(input("flags", ["batch", 2], "bool") as Tensor))).toBeInstanceOf(AdjointError);
  expect(refusal(() => squaredError(x, wide))).toMatchObject({ code: "broadcast/incompatible" });
});
