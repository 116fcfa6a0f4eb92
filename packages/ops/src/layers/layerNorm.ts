import { named } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import type { FeatureShape } from "./internal/featureShape.js";
import { moments, standardise } from "./internal/normalise.js";
import { requireFeatures } from "./internal/requireFeatures.js";
import { type AffineOptions, scaleAndShift } from "./internal/scaleAndShift.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

/** The shape stays; it must end in features of known size. */
export interface LayerNorm extends ShapeMap {
  readonly out: FeatureShape<this["in"], "layerNorm", this["in"]>;
}

export interface LayerNormOptions extends AffineOptions {
  /** What is added to the variance, ≥ 0. Default: 1e-5. */
  readonly epsilon?: number;
  /** What its parameters are called: `name`/scale and `name`/shift. Default: its place in the network. */
  readonly name?: string;
}

/**
 * Layer normalisation: each example by the mean and variance of its own features, the same in training and evaluation.
 *
 * @formula y = γ∘x̂ + β with x̂ = (x − μ)/√(σ² + ε), μ and σ² over the features
 * @derivative with s = γ∘ȳ: x̄ = (s − mean(s) − x̂·mean(s∘x̂))/√(σ² + ε), γ̄ = Σ ȳ∘x̂, β̄ = Σ ȳ
 * @peers Keras `LayerNormalization` (ε = 1e-3), PyTorch `nn.LayerNorm`, optax —
 * @param options which parameters, ε and name
 * @returns a layer that keeps the shape [...batch, features]
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see Ba, Kiros & Hinton, "Layer normalization" (2016), equations 3 and 4.
 * @example
 * const network = sequential(dense(64), layerNorm(), relu, dense(10));
 */
export function layerNorm({ epsilon = 1e-5, name, ...affine }: LayerNormOptions = {}): Layer<LayerNorm> {
  requireWithin("layerNorm", "epsilon", epsilon, 0, Infinity);
  return layer(
    "layerNorm",
    (x, context) => {
      const features = requireFeatures(context.name, x);
      const { mean, variance } = moments(x, [-1]);
      const normal = standardise(x, mean, variance, epsilon);
      return named(context.name, scaleAndShift(normal, features, context, affine));
    },
    { name },
  );
}
