import { AdjointError, input, parameter, slice, type Tensor } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { activations } from "../activations/activations.js";
import { elu } from "../activations/elu.js";
import { leakyRelu } from "../activations/leakyRelu.js";
import { prelu } from "../activations/prelu.js";
import { relu } from "../activations/relu.js";
import { refusal } from "../evaluation.properties.js";
import { expression } from "../expression/expression.js";
import { toExpression } from "../expression/toExpression.js";
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
import { parallel } from "../layers/parallel.js";
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
  "expression/syntax": {
    "a bracket that stays open": () => expression("tanh(x"),
    "two signs": () => expression("y = 1\nz = 2 + * 3"),
    nothing: () => expression("  # only a comment"),
  },
  "expression/unsupported": {
    "an element": () => expression("x[1]", { tensors: { x } }),
    "a property": () => expression("1 + x.constructor", { tensors: { x } }),
    "a function of one's own": () => expression("f(a) = a + 1"),
    "a product without a sign": () => expression("2 x", { tensors: { x } }),
    "an operator": () => expression("y = x!", { tensors: { x } }),
    "a text": () => expression('"x"'),
    "a truth value": () => expression("x == true", { tensors: { x } }),
    "a chain of comparisons": () => expression("0 < x < 1", { tensors: { x } }),
    "an object": () => expression("{ a: 1 }"),
    "a range": () => expression("1:3"),
    "a list of tensors": () => expression("[x, x]", { tensors: { x } }),
  },
  "expression/unknown-name": {
    "a tensor, on the second line": () =>
      expression("h = tanh(x * W1)  # the first layer\nlogits = h * W3", {
        shapes: { x: ["batch", 3] },
        parameters: { W1: [3, 4], W2: [4, 2] },
      }),
    "a function": () => expression("y = import(1)"),
    "a name that every object has": () => expression("toString + 1"),
  },
  "expression/argument": {
    "too many": () => expression("tanh(x, x)", { tensors: { x } }),
    "an axis that is a tensor": () => expression("sum(x, x)", { tensors: { x } }),
    "an element type": () => expression("cast(x, f16)", { tensors: { x } }),
  },
  "expression/refused": {
    "inner dimensions": () =>
      expression("h = tanh(x * W1 + b1); logits = h * W2", {
        shapes: { x: ["batch", 3] },
        parameters: { W1: [3, 4], b1: [4], W2: [5, 2] },
      }),
    "shapes that do not broadcast": () => expression("(x - wide)^2", { tensors: { x, wide } }),
    "two vectors": () => expression("a * a", { shapes: { a: [3] } }),
    "a vector transposed": () => expression("a'", { shapes: { a: [3] } }),
    "a number as a condition": () => expression("1 ? x : x", { tensors: { x } }),
    "an axis that is not there": () => expression("sum(x, 2)", { tensors: { x } }),
    "targets of a loss": () => expression("softmaxCrossEntropy(x, wide)", { tensors: { x, wide } }),
  },
  "expression/taken": {
    "an input": () => expression("x = 1", { tensors: { x } }),
  },
  "expression/unprintable": {
    "a part of a tensor": () => toExpression(slice(x, { axis: 1, start: 0, end: 2 }) as Tensor),
  },
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
  "ops/layer": {
    "a name that the table does not have": () => sequential(dense(3), activations["reul" as "relu"]),
    "a name instead of a layer": () => parallel("relu" as never),
    "a function of a tensor": () => residual(((t: Tensor) => t) as never),
    "a layer that is not made yet": () => residualBlock({ activation: leakyRelu as never }),
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
    [expression/syntax] a bracket that stays open
    expression:1:6: Parenthesis ) expected.
      tanh(x
           ^

    [expression/syntax] two signs
    expression:2:9: Value expected.
      z = 2 + * 3
              ^

    [expression/syntax] nothing
    expression:1:1: There is nothing to compute.
        # only a comment
      ^

    [expression/unsupported] an element
    expression:1:1: access to an element or a property is not part of expressions.
      x[1]
      ^

    [expression/unsupported] a property
    expression:1:5: access to an element or a property is not part of expressions.
      1 + x.constructor
          ^

    [expression/unsupported] a function of one's own
    expression:1:1: the definition of a function is not part of expressions.
      f(a) = a + 1
      ^

    [expression/unsupported] a product without a sign
    expression:1:3: a product without a sign (write \`*\`) is not part of expressions.
      2 x
        ^

    [expression/unsupported] an operator
    expression:1:6: the operator ! is not part of expressions.
      y = x!
           ^

    [expression/unsupported] a text
    expression:1:1: a text is not part of expressions.
      "x"
      ^^^

    [expression/unsupported] a truth value
    expression:1:6: the constant true is not part of expressions.
      x == true
           ^^^^

    [expression/unsupported] a chain of comparisons
    expression:1:1: a chain of comparisons (join two with \`and\`) is not part of expressions.
      0 < x < 1
      ^

    [expression/unsupported] an object
    expression:1:3: an object is not part of expressions.
      { a: 1 }
        ^

    [expression/unsupported] a range
    expression:1:1: a range is not part of expressions.
      1:3
      ^

    [expression/unsupported] a list of tensors
    expression:1:2: a list of anything but numbers is not part of expressions.
      [x, x]
       ^

    [expression/unknown-name] a tensor, on the second line
    expression:2:14: there is no "W3"; known are x, W1, W2, h.
      logits = h * W3
                   ^^

    [expression/unknown-name] a function
    expression:1:5: there is no "import"; known are abs, absoluteError, arctan, argmax, atan, binaryCrossEntropy, broadcastTo, cast, ceil, celu, cos, cosineDistance, crossEntropy, elu, erf, exp, expm1, extent, floor, gather, gelu, geluTanh, hardSigmoid, hardSwish, hinge, huber, identity, iota, klDivergence, leakyRelu, log, log1p, logCosh, logSigmoid, logSoftmax, logSumExp, matmul, max, maximum, mean, min, minimum, mish, poisson, relu, relu6, reshape, round, selu, sigmoid, sigmoidCrossEntropy, sigmoidFocal, sign, silu, sin, softmax, softmaxCrossEntropy, softplus, softsign, sqrt, squaredError, squaredHinge, step, stopGradient, sum, swish, tanh, transpose.
      y = import(1)
          ^^^^^^

    [expression/unknown-name] a name that every object has
    expression:1:1: there is no "toString"; known are no names.
      toString + 1
      ^^^^^^^^

    [expression/argument] too many
    expression:1:1: expected 1 argument of tanh, not 2.
      tanh(x, x)
      ^^^^

    [expression/argument] an axis that is a tensor
    expression:1:8: expected an axis such as 0, or a list of them.
      sum(x, x)
             ^

    [expression/argument] an element type
    expression:1:9: expected one of f32, f64, i32, u8, bool.
      cast(x, f16)
              ^^^

    [expression/refused] inner dimensions
    expression:1:35: matmul: the inner dimensions differ:
      "h" [batch, 4] · "W2" [5, 2]
                  ^          ^
    The columns of the left operand must be as many as the rows of the right one.
      h = tanh(x * W1 + b1); logits = h * W2
                                        ^

    [expression/refused] shapes that do not broadcast
    expression:1:4: sub: these shapes do not broadcast:
      "pixels" [batch, 784] and "wide" [batch, 785]
                       ^^^                     ^^^
    Dimensions are compared from the right; each pair must be equal, or one of it 1.
      (x - wide)^2
         ^

    [expression/refused] two vectors
    expression:1:3: a product of two vectors could mean several things; write .* for elements, sum(a .* b) for the inner product.
      a * a
        ^

    [expression/refused] a vector transposed
    expression:1:2: only matrices can be transposed.
      a'
       ^

    [expression/refused] a number as a condition
    expression:1:3: a number is no condition; compare it with something.
      1 ? x : x
        ^

    [expression/refused] an axis that is not there
    expression:1:1: sum: "pixels" [batch, 784] has no axis 2; its axes are -2 to 1.
      sum(x, 2)
      ^^^

    [expression/refused] targets of a loss
    expression:1:1: softmaxCrossEntropy: "wide" [batch, 785] (f32) are no targets for "pixels" [batch, 784]; expected i32 labels [batch], or f32 rows of the logits' shape.
      softmaxCrossEntropy(x, wide)
      ^^^^^^^^^^^^^^^^^^^

    [expression/taken] an input
    expression:1:1: "x" is an input, a parameter or a given tensor already, and cannot be assigned.
      x = 1
      ^

    [expression/unprintable] a part of a tensor
    toExpression: slice [batch, 2] is made by the primitive slice, which expressions have no form of.
    Print a part of the graph without it, or keep the graph as JSON (toJson).

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

    [ops/layer] a name that the table does not have
    sequential: argument 2 is undefined, not a layer.
    Layers are what dense(10), relu or activations[name] give; lambda(f) makes one of a function of a tensor.

    [ops/layer] a name instead of a layer
    parallel: argument 1 is "relu", not a layer.
    Layers are what dense(10), relu or activations[name] give; lambda(f) makes one of a function of a tensor.

    [ops/layer] a function of a tensor
    residual: argument 1 is a plain function, not a layer.
    Layers are what dense(10), relu or activations[name] give; lambda(f) makes one of a function of a tensor.

    [ops/layer] a layer that is not made yet
    residualBlock: its activation is a plain function, not a layer.
    Layers are what dense(10), relu or activations[name] give; lambda(f) makes one of a function of a tensor.

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
