import { input, mul, type Tensor } from "@adjoint/core";
import { identity } from "../activations/identity.js";
import { logSoftmax } from "../activations/logSoftmax.js";
import { relu } from "../activations/relu.js";
import { sigmoid } from "../activations/sigmoid.js";
import { softmax } from "../activations/softmax.js";
import { tanh } from "../activations/tanh.js";
import { parametersOf } from "../evaluation.properties.js";
import {
  anything,
  atX,
  type JacobianCase,
  type JacobianCases,
  type NoDerivative,
  withParameters,
  x,
} from "../jacobianCases.properties.js";
import { averagePool1d } from "./averagePool1d.js";
import { averagePool2d } from "./averagePool2d.js";
import { batchNorm } from "./batchNorm.js";
import { conv1d } from "./conv1d.js";
import { conv2d } from "./conv2d.js";
import { dense as makeDense } from "./dense.js";
import { dropout } from "./dropout.js";
import { embedding } from "./embedding.js";
import { flatten } from "./flatten.js";
import { globalAveragePool } from "./globalAveragePool.js";
import { globalMaxPool } from "./globalMaxPool.js";
import { groupNorm } from "./groupNorm.js";
import { lambda } from "./lambda.js";
import { layerNorm } from "./layerNorm.js";
import { maxPool1d } from "./maxPool1d.js";
import { maxPool2d } from "./maxPool2d.js";
import { multiHeadAttention } from "./multiHeadAttention.js";
import { parallel } from "./parallel.js";
import { residual } from "./residual.js";
import { residualBlock } from "./residualBlock.js";
import { rmsNorm } from "./rmsNorm.js";
import { sequential } from "./sequential.js";

const isTrainable = ({ attributes }: Tensor): boolean => attributes.trainable === true;

/** By an input of that shape, at a point where no two elements are equal, and by all parameters. */
function over(shape: readonly number[], build: (z: Tensor) => Tensor, counts = isTrainable): JacobianCase {
  const z = input("z", shape);
  const outputs = build(z);
  const size = shape.reduce((product, dim) => product * dim, 1);
  const feeds = { z: Float64Array.from({ length: size }, (_, i) => Math.sin(i + 1) + i / (7 * size)) };
  return { outputs, wrt: [z, ...parametersOf(outputs).filter(counts)], feeds };
}

const without = (name: string, example: JacobianCase): JacobianCase => ({
  ...example,
  wrt: example.wrt.filter((tensor) => tensor.name !== name),
});

const training = { training: true };
const dense = (units: number, bias = true) => makeDense(units, { bias, initialBias: anything });

export const layerCases: JacobianCases = {
  averagePool1d: {
    "side by side": () => over([2, 6, 2], (z) => averagePool1d(2)(z)),
    "overlapping, with edges": () => over([1, 5, 2], (z) => averagePool1d(3, { stride: 2, padding: "same" })(z)),
  },
  averagePool2d: {
    "side by side": () => over([1, 4, 6, 2], (z) => averagePool2d([2, 3])(z)),
    "overlapping, with edges": () => over([1, 3, 4, 1], (z) => averagePool2d(2, { stride: 1, padding: 1 })(z)),
  },
  batchNorm: {
    "in training, by x, scale and shift": () => over([5, 2], (z) => batchNorm()(z, training)),
    "in training, over space too": () => over([2, 3, 2], (z) => batchNorm()(z, training)),
    "in evaluation, by x, scale, shift and the running statistics": () =>
      over(
        [3, 2],
        (z) => batchNorm()(z),
        () => true,
      ),
    "without parameters": () => over([4, 2], (z) => batchNorm({ scale: false, shift: false })(z, training)),
    "applied twice": () => {
      const norm = batchNorm();
      return over([4, 2], (z) => norm(tanh(norm(z, training)), training));
    },
  },
  conv1d: {
    "by weights, bias and x": () => over([2, 5, 2], (z) => conv1d(3, { size: 3 })(z)),
    "with stride, dilation and edges": () =>
      over([1, 7, 2], (z) => conv1d(2, { size: 3, stride: 2, dilation: 2, padding: "same" })(z)),
    "in groups, without a bias": () => over([1, 4, 4], (z) => conv1d(6, { size: 2, groups: 2, bias: false })(z)),
  },
  conv2d: {
    "by weights, bias and x": () => over([2, 4, 3, 2], (z) => conv2d(2, { size: [3, 2] })(z)),
    "with stride, dilation and edges": () =>
      over([1, 5, 4, 1], (z) => conv2d(2, { size: 2, stride: [2, 1], dilation: [1, 2], padding: 1 })(z)),
    "in groups": () => over([1, 3, 3, 4], (z) => conv2d(4, { size: 2, groups: 2 })(z)),
    depthwise: () => over([1, 3, 3, 2], (z) => conv2d(4, { size: 2, groups: 2, padding: "same" })(z)),
    "applied twice": () => {
      const same = conv2d(2, { size: 2, padding: "same" });
      return over([1, 2, 3, 2], (z) => same(tanh(same(z))));
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
      return withParameters(layer(tanh(layer(x))));
    },
  },
  dropout: {
    "in training": () => over([4, 3], (z) => dropout(0.4)(z, training)),
    "in evaluation": () => over([4, 3], (z) => dropout(0.4)(z)),
    "applied twice, with other elements dropped": () => {
      const drop = dropout(0.3);
      const network = sequential(drop, dense(3), drop);
      return over([3, 4], (z) => network(z, training));
    },
  },
  embedding: {
    "by the vectors": () => {
      const indices = input("indices", [2, 3], "i32");
      const outputs = embedding(4, 2)(indices);
      const picked = [
        [0, 3, 3],
        [1, 0, 3],
      ];
      return { outputs, wrt: parametersOf(outputs), feeds: { indices: picked } };
    },
  },
  flatten: { "by x": () => over([2, 3, 2], (z) => flatten(z)) },
  globalAveragePool: { "by x": () => over([2, 3, 2, 2], (z) => globalAveragePool(z)) },
  globalMaxPool: { "by x": () => over([2, 3, 2, 2], (z) => globalMaxPool(z)) },
  groupNorm: {
    "by x, scale and shift": () => over([2, 3, 4], (z) => groupNorm(2)(z)),
    "of features alone": () => over([2, 6], (z) => groupNorm(2)(z)),
  },
  lambda: {
    "of a function": () => atX(lambda((y: Tensor) => mul(y, y))(x)),
    "in training": () =>
      over([2, 2], (z) => lambda((y: Tensor, c) => mul(y, c.training ? 2 : 3), "scaled")(z, training)),
  },
  layerNorm: {
    "by x, scale and shift": () => over([2, 4], (z) => layerNorm()(z)),
    "with two batch dimensions, without parameters": () =>
      over([2, 2, 3], (z) => layerNorm({ scale: false, shift: false })(z)),
  },
  maxPool1d: {
    "side by side": () => over([2, 6, 2], (z) => maxPool1d(2)(z)),
    "overlapping, with edges": () => over([1, 5, 2], (z) => maxPool1d(3, { stride: 2, padding: "same" })(z)),
  },
  maxPool2d: {
    "side by side": () => over([1, 4, 6, 2], (z) => maxPool2d([2, 3])(z)),
    "overlapping, with edges": () => over([1, 3, 4, 1], (z) => maxPool2d(2, { stride: 1, padding: 1 })(z)),
  },
  // Softmax does not see what all keys have in common: the derivative by their bias is 0, and its rounding errors are no scale.
  multiHeadAttention: {
    "by x and all parameters but the bias of the keys": () =>
      without(
        "multiHeadAttention/key/bias",
        over([2, 3, 4], (z) => tanh(multiHeadAttention(2)(z))),
      ),
    "that looks back only": () => over([1, 3, 4], (z) => multiHeadAttention(2, { causal: true, bias: false })(z)),
    "of another width": () =>
      over([1, 2, 3], (z) => multiHeadAttention(2, { width: 2, bias: false, initial: anything })(z)),
  },
  parallel: {
    "of layers of two widths": () => withParameters(parallel(dense(2), sequential(dense(3), tanh))(x)),
  },
  residual: {
    "with a projection": () =>
      withParameters(residual(sequential(dense(4), tanh), { project: true, initial: anything })(x)),
    "around a nonlinearity": () => atX(residual(tanh)(x)),
    "around layers": () => withParameters(residual(sequential(dense(4), tanh, dense(3)))(x)),
  },
  residualBlock: {
    "by W₁, b, W₂ and x": () => withParameters(residualBlock({ activation: tanh })(x)),
    "with relu, of another width inside": () => withParameters(residualBlock({ units: 4 })(x)),
  },
  rmsNorm: { "by x and scale": () => over([2, 4], (z) => rmsNorm()(z)) },
  sequential: {
    "of every layer": () =>
      withParameters(
        sequential(
          dense(2),
          tanh,
          identity,
          residual(sequential(dense(2), relu)),
          residualBlock({ activation: sigmoid }),
          sequential(softmax, dense(2, false), logSoftmax),
        )(x),
      ),
    "of none": () => atX(sequential()(x)),
  },
};

export const layersWithout: NoDerivative = {
  applyLayer: "applies a layer whose own derivative it is",
  layer: "makes a layer of a function whose own derivative it is",
};
