export { type ActivationName, activations } from "./activations/activations.js";
export { identity } from "./activations/identity.js";
export { logSoftmax } from "./activations/logSoftmax.js";
export { relu } from "./activations/relu.js";
export { sigmoid } from "./activations/sigmoid.js";
export { softmax } from "./activations/softmax.js";
export { tanh } from "./activations/tanh.js";
export { OpsError, type OpsErrorCode } from "./errors/opsError.js";
export { glorotNormal, glorotUniform } from "./initialisers/glorot.js";
export { heNormal, heUniform } from "./initialisers/he.js";
export { type InitialiserName, initialisers } from "./initialisers/initialisers.js";
export { type DenseOptions, dense, type LastBecomes } from "./layers/dense.js";
export {
  type AnyLayer,
  type Apply,
  applyLayer,
  type Layer,
  type LayerContext,
  layer,
  type Same,
  type ShapeMap,
} from "./layers/layer.js";
export { type Residual, residual } from "./layers/residual.js";
export { type ResidualBlockOptions, residualBlock } from "./layers/residualBlock.js";
export { type InTurn, sequential } from "./layers/sequential.js";
export type { Reduced, Reduction } from "./losses/reduction.js";
export { softmaxCrossEntropy } from "./losses/softmaxCrossEntropy.js";
export { squaredError } from "./losses/squaredError.js";
export { logSumExp } from "./math/logSumExp.js";
export { mean } from "./math/mean.js";
export { oneHot } from "./math/oneHot.js";
export { accuracy } from "./metrics/accuracy.js";
