import { add, div, extent, maximum, mul, named, reshape, sub, type Tensor, withUpdate } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { FeatureShape } from "./internal/featureShape.js";
import { moments, standardise } from "./internal/normalise.js";
import { requireFeatures } from "./internal/requireFeatures.js";
import { type AffineOptions, scaleAndShift } from "./internal/scaleAndShift.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

/** The shape stays; it must end in features of known size. */
export interface BatchNorm extends ShapeMap {
  readonly out: FeatureShape<this["in"], "batchNorm", this["in"]>;
}

export interface BatchNormOptions extends AffineOptions {
  /** How much of the running statistics each training step keeps, in [0, 1): Keras's, and one minus PyTorch's. Default: 0.9. */
  readonly momentum?: number;
  /** What is added to the variance, ≥ 0. Default: 1e-5. */
  readonly epsilon?: number;
  /** What its variables are called: `name`/scale, shift, mean and variance. Default: its place in the network. */
  readonly name?: string;
}

/** What a running average becomes when it has seen `latest`. */
const moved = (running: Tensor, latest: Tensor, momentum: number): Tensor =>
  add(mul(running, momentum) as Tensor, mul(reshape(latest, running.shape) as Tensor, 1 - momentum) as Tensor);

/**
 * Batch normalisation, feature by feature. In training, μ and σ² are those of the batch, over all dimensions but the last, and
 * the running ones move towards them; in evaluation they are the running ones.
 *
 * The running statistics are variables of the session, `name`/mean and `name`/variance, at first 0 and 1. As in the paper and
 * in PyTorch, the running variance is of the estimate n/(n − 1)·σ², which has no bias; Keras leaves the factor out.
 *
 * @formula y = γ∘x̂ + β with x̂ = (x − μ)/√(σ² + ε)
 * @derivative in training, with s = γ∘ȳ: x̄ = (s − mean(s) − x̂·mean(s∘x̂))/√(σ² + ε), γ̄ = Σ ȳ∘x̂, β̄ = Σ ȳ, with
 *   means over the batch; in evaluation x̄ = s/√(σ² + ε)
 * @peers Keras `BatchNormalization` (momentum 0.99, ε = 1e-3), PyTorch `nn.BatchNorm1d` and `nn.BatchNorm2d` (momentum
 *   0.1, which is 0.9 here), optax —
 * @param options which parameters, momentum, ε and name
 * @returns a layer that keeps the shape [...batch, features]; whether it trains is told when it is applied
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see Ioffe & Szegedy, "Batch normalization" (2015), algorithms 1 and 2.
 * @example
 * const network = sequential(dense(64), batchNorm(), relu, dense(10));
 * const step = session.compile(trainStep(softmaxCrossEntropy(network(pixels, { training: true }), labels), adam()));
 * const predict = session.compile({ outputs: network(pixels) });
 */
export function batchNorm(options: BatchNormOptions = {}): Layer<BatchNorm> {
  const { momentum = 0.9, epsilon = 1e-5, name, ...affine } = options;
  requireWithin("batchNorm", "momentum", momentum, 0, 1);
  requireWithin("batchNorm", "epsilon", epsilon, 0, Infinity);
  return layer(
    "batchNorm",
    (x, context) => {
      const features = requireFeatures(context.name, x);
      const runningMean: Tensor = context.variable("mean", [features]);
      const runningVariance: Tensor = context.variable("variance", [features], { initial: 1 });
      const finish = (mean: Tensor, variance: Tensor): Tensor =>
        named(context.name, scaleAndShift(standardise(x, mean, variance, epsilon), features, context, affine));
      if (!context.training) return finish(runningMean, runningVariance);
      const batch = x.shape.slice(0, -1);
      const { mean, variance } = moments(
        x,
        batch.map((_, axis) => axis),
      );
      const count = extent(batch, x.dtype);
      const unbiased: Tensor = mul(variance, div(count, maximum(sub(count, 1), 1)));
      const y = withUpdate(runningMean, (before) => ({
        value: finish(mean, variance),
        next: moved(before, mean, momentum),
      }));
      const z = withUpdate(runningVariance, (before) => ({ value: y, next: moved(before, unbiased, momentum) }));
      return named(context.name, z);
    },
    { name },
  );
}
