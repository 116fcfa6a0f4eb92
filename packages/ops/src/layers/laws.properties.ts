import { apart, type Cases } from "@adjoint/core/laws";
import fc from "fast-check";
import { tanh } from "../activations/tanh.js";
import { averagePool1d } from "./averagePool1d.js";
import { averagePool2d } from "./averagePool2d.js";
import { batchNorm } from "./batchNorm.js";
import { conv1d } from "./conv1d.js";
import { conv2d } from "./conv2d.js";
import { dense } from "./dense.js";
import { dropout } from "./dropout.js";
import { flatten } from "./flatten.js";
import { globalAveragePool } from "./globalAveragePool.js";
import { globalMaxPool } from "./globalMaxPool.js";
import { groupNorm } from "./groupNorm.js";
import { lambda } from "./lambda.js";
import { type AnyLayer, applyLayer } from "./layer.js";
import { layerNorm } from "./layerNorm.js";
import { maxPool1d } from "./maxPool1d.js";
import { maxPool2d } from "./maxPool2d.js";
import { multiHeadAttention } from "./multiHeadAttention.js";
import { parallel } from "./parallel.js";
import { residual } from "./residual.js";
import { residualBlock } from "./residualBlock.js";
import { rmsNorm } from "./rmsNorm.js";
import { sequential } from "./sequential.js";

interface How {
  readonly training?: boolean;
  /** Dimensions after the batch stay as they are told, where windows or groups divide them. */
  readonly fixed?: boolean;
  /** What is added to the size of the batch. */
  readonly more?: number;
}

/**
 * Uses of a layer, by its input: of a batch of any size, then of dimensions at least as long as these. No two elements are equal, so
 * that maxima have a winner.
 */
const of =
  (make: () => AnyLayer, least: readonly number[], { training = false, fixed = false, more = 0 }: How = {}): Cases =>
  (size) =>
    fc
      .tuple(size, ...least.map((dim) => (fixed ? fc.constant(dim) : size.map((n) => dim + n))))
      .chain(([batch, ...dims]) => apart([batch + more, ...dims]))
      .map((args) => ({ arguments: args, build: ([x]) => applyLayer(make(), x!, { training }) }));

const training = { training: true };
const fixed = { fixed: true };

/** Uses of every layer, by its input; `layerCases` has them by their parameters too. */
export const layerLaws: Readonly<Record<string, Cases>> = {
  averagePool1d: of(() => averagePool1d(2, { stride: 1 }), [2, 1]),
  averagePool2d: of(() => averagePool2d(2, { padding: "same" }), [3, 2, 1], fixed),
  batchNorm: of(() => batchNorm(), [1]),
  // Of two examples, one is +1 and the other −1 but for ε, so that all derivatives are rounding errors.
  "batchNorm, in training": of(() => batchNorm(), [1], { training: true, more: 3 }),
  conv1d: of(() => conv1d(2, { size: 2, dilation: 2 }), [4, 2], fixed),
  conv2d: of(() => conv2d(2, { size: 2, stride: 2, padding: "same", groups: 2 }), [3, 2, 2], fixed),
  dense: of(() => dense(2), [1]),
  dropout: of(() => dropout(0.4), [2]),
  "dropout, in training": of(() => dropout(0.4), [2], training),
  flatten: of(() => flatten, [1, 1]),
  globalAveragePool: of(() => globalAveragePool, [2, 2, 2], fixed),
  globalMaxPool: of(() => globalMaxPool, [2, 2, 2], fixed),
  groupNorm: of(() => groupNorm(2), [2, 4], fixed),
  lambda: of(() => lambda(tanh), [1]),
  layerNorm: of(() => layerNorm(), [2]),
  maxPool1d: of(() => maxPool1d(2, { stride: 1, padding: "same" }), [1, 1]),
  maxPool2d: of(() => maxPool2d(2), [2, 4, 1], fixed),
  multiHeadAttention: of(() => multiHeadAttention(2), [2, 4], fixed),
  "multiHeadAttention, that looks back only": of(() => multiHeadAttention(1, { causal: true }), [3, 2], fixed),
  parallel: of(() => parallel(dense(2), tanh), [1]),
  residual: of(() => residual(sequential(dense(3), tanh), { project: true }), [1]),
  residualBlock: of(() => residualBlock({ activation: tanh }), [1]),
  rmsNorm: of(() => rmsNorm(), [2]),
  sequential: of(() => sequential(dense(2), tanh, dense(1)), [1]),
};
