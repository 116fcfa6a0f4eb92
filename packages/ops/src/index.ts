export { type ActivationName, activations } from "./activations/activations.js";
export { arctan } from "./activations/arctan.js";
export { celu } from "./activations/celu.js";
export { elu } from "./activations/elu.js";
export { gelu } from "./activations/gelu.js";
export { geluTanh } from "./activations/geluTanh.js";
export { hardSigmoid } from "./activations/hardSigmoid.js";
export { hardSwish } from "./activations/hardSwish.js";
export { identity } from "./activations/identity.js";
export { leakyRelu } from "./activations/leakyRelu.js";
export { logSigmoid } from "./activations/logSigmoid.js";
export { logSoftmax } from "./activations/logSoftmax.js";
export { mish } from "./activations/mish.js";
export { type PreluOptions, prelu } from "./activations/prelu.js";
export { relu } from "./activations/relu.js";
export { relu6 } from "./activations/relu6.js";
export { selu } from "./activations/selu.js";
export { sigmoid } from "./activations/sigmoid.js";
export { silu } from "./activations/silu.js";
export { softmax } from "./activations/softmax.js";
export { softplus } from "./activations/softplus.js";
export { softsign } from "./activations/softsign.js";
export { step } from "./activations/step.js";
export { swish } from "./activations/swish.js";
export { tanh } from "./activations/tanh.js";
export { OpsError, type OpsErrorCode } from "./errors/opsError.js";
export { filled } from "./initialisers/filled.js";
export { glorotNormal, glorotUniform } from "./initialisers/glorot.js";
export { heNormal, heUniform } from "./initialisers/he.js";
export { identityMatrix } from "./initialisers/identityMatrix.js";
export { type InitialiserName, initialisers } from "./initialisers/initialisers.js";
export { lecunNormal, lecunUniform } from "./initialisers/lecun.js";
export { type NormalOptions, normal } from "./initialisers/normal.js";
export { ones } from "./initialisers/ones.js";
export { orthogonal } from "./initialisers/orthogonal.js";
export { standardisedUniform } from "./initialisers/standardisedUniform.js";
export { truncatedNormal } from "./initialisers/truncatedNormal.js";
export { type UniformInitialiserOptions, uniform } from "./initialisers/uniform.js";
export { zeros } from "./initialisers/zeros.js";
export {
  type AveragePool1d,
  type AveragePool1dOptions,
  averagePool1d,
} from "./layers/averagePool1d.js";
export {
  type AveragePool2d,
  type AveragePool2dOptions,
  averagePool2d,
} from "./layers/averagePool2d.js";
export { type BatchNorm, type BatchNormOptions, batchNorm } from "./layers/batchNorm.js";
export { type Conv1d, type Conv1dOptions, conv1d } from "./layers/conv1d.js";
export { type Conv2d, type Conv2dOptions, conv2d } from "./layers/conv2d.js";
export { type DenseOptions, dense, type LastBecomes } from "./layers/dense.js";
export { dropout, type ValidRate } from "./layers/dropout.js";
export { type Embedded, type EmbeddingOptions, embedding } from "./layers/embedding.js";
export { type Flatten, flatten } from "./layers/flatten.js";
export { type GlobalAveragePool, globalAveragePool } from "./layers/globalAveragePool.js";
export { type GlobalMaxPool, globalMaxPool } from "./layers/globalMaxPool.js";
export { type GroupNorm, type GroupNormOptions, groupNorm } from "./layers/groupNorm.js";
export type { Padding, Pair } from "./layers/internal/spatialShape.js";
export { type GraphFunction, lambda, type ShapeMapOf } from "./layers/lambda.js";
export {
  type AnyLayer,
  type Apply,
  applyLayer,
  type BuildContext,
  type Declare,
  type Layer,
  type LayerContext,
  layer,
  type Same,
  type ShapeMap,
} from "./layers/layer.js";
export { type LayerNorm, type LayerNormOptions, layerNorm } from "./layers/layerNorm.js";
export { type MaxPool1d, type MaxPool1dOptions, maxPool1d } from "./layers/maxPool1d.js";
export { type MaxPool2d, type MaxPool2dOptions, maxPool2d } from "./layers/maxPool2d.js";
export { type Attention, type AttentionOptions, multiHeadAttention } from "./layers/multiHeadAttention.js";
export { parallel, type SideBySide } from "./layers/parallel.js";
export { type Residual, type ResidualOptions, residual } from "./layers/residual.js";
export { type ResidualBlockOptions, residualBlock } from "./layers/residualBlock.js";
export { type RmsNorm, type RmsNormOptions, rmsNorm } from "./layers/rmsNorm.js";
export { type InTurn, sequential } from "./layers/sequential.js";
export { absoluteError } from "./losses/absoluteError.js";
export { type BinaryCrossEntropySettings, binaryCrossEntropy } from "./losses/binaryCrossEntropy.js";
export { cosineDistance } from "./losses/cosineDistance.js";
export { crossEntropy } from "./losses/crossEntropy.js";
export { type ElementwiseLoss, elementwiseLoss } from "./losses/elementwiseLoss.js";
export { hinge } from "./losses/hinge.js";
export { type HuberSettings, huber } from "./losses/huber.js";
export { klDivergence } from "./losses/klDivergence.js";
export { logCosh } from "./losses/logCosh.js";
export { type AnyLoss, type LossName, losses } from "./losses/losses.js";
export { type PoissonSettings, poisson } from "./losses/poisson.js";
export type { LossOptions, Reduced, Reduction } from "./losses/reduction.js";
export type { RowLoss, RowsOf } from "./losses/rowLoss.js";
export { type SigmoidCrossEntropySettings, sigmoidCrossEntropy } from "./losses/sigmoidCrossEntropy.js";
export { type SigmoidFocalSettings, sigmoidFocal } from "./losses/sigmoidFocal.js";
export { softmaxCrossEntropy } from "./losses/softmaxCrossEntropy.js";
export { squaredError } from "./losses/squaredError.js";
export { squaredHinge } from "./losses/squaredHinge.js";
export { type TripletSettings, triplet } from "./losses/triplet.js";
export { cosineSimilarity } from "./math/cosineSimilarity.js";
export { logSumExp } from "./math/logSumExp.js";
export { mean } from "./math/mean.js";
export { oneHot } from "./math/oneHot.js";
export { accuracy } from "./metrics/accuracy.js";
export type { Average } from "./metrics/average.js";
export { binaryAccuracy } from "./metrics/binaryAccuracy.js";
export { confusionMatrix } from "./metrics/confusionMatrix.js";
export { f1 } from "./metrics/f1.js";
export { meanAbsoluteError } from "./metrics/meanAbsoluteError.js";
export { meanSquaredError } from "./metrics/meanSquaredError.js";
export { type AnyMetric, type MetricName, metrics } from "./metrics/metrics.js";
export { perplexity } from "./metrics/perplexity.js";
export { precision } from "./metrics/precision.js";
export { recall } from "./metrics/recall.js";
export { rSquared } from "./metrics/rSquared.js";
export { topKAccuracy } from "./metrics/topKAccuracy.js";
export type { LayerRules, ParameterRules } from "./parameters/parameterRules.js";
export { type ElasticFactors, elastic } from "./regularisers/elastic.js";
export { l1 } from "./regularisers/l1.js";
export { l2 } from "./regularisers/l2.js";
export { regularisation } from "./regularisers/regularisation.js";
export type { Regulariser } from "./regularisers/regulariser.js";
