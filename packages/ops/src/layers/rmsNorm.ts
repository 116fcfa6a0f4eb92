import { add, div, mul, named, sqrt, type Tensor } from "@adjoint/core";
import { requireWithin } from "../errors/requireWithin.js";
import { mean } from "../math/mean.js";
import type { FeatureShape } from "./internal/featureShape.js";
import { requireFeatures } from "./internal/requireFeatures.js";
import { scaleAndShift } from "./internal/scaleAndShift.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

/** The shape stays; it must end in features of known size. */
export interface RmsNorm extends ShapeMap {
  readonly out: FeatureShape<this["in"], "rmsNorm", this["in"]>;
}

export interface RmsNormOptions {
  /** Does it multiply each feature by a learnt factor, at first 1? Default: true. */
  readonly scale?: boolean;
  /** What is added to the mean square, ≥ 0. Default: 1e-5. */
  readonly epsilon?: number;
  /** What its parameter is called: `name`/scale. Default: its place in the network. */
  readonly name?: string;
}

/**
 * Normalisation by the root mean square of each example's features, the same in training and evaluation.
 *
 * @formula y = γ∘x/r with r = √(mean(x²) + ε)
 * @derivative with s = γ∘ȳ: x̄ = (s − x·mean(s∘x)/r²)/r, γ̄ = Σ ȳ∘x/r
 * @peers Keras `RMSNormalization`, PyTorch `nn.RMSNorm` (ε: that of the type), optax —
 * @param options whether to scale, ε and name
 * @returns a layer that keeps the shape [...batch, features]
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see Zhang & Sennrich, "Root mean square layer normalization" (2019), equation 4.
 * @example
 * const network = sequential(rmsNorm(), dense(64), relu, dense(10));
 */
export function rmsNorm({ scale = true, epsilon = 1e-5, name }: RmsNormOptions = {}): Layer<RmsNorm> {
  requireWithin("rmsNorm", "epsilon", epsilon, 0, Infinity);
  return layer(
    "rmsNorm",
    (x, context) => {
      const features = requireFeatures(context.name, x);
      const square: Tensor = mean(mul(x, x) as Tensor, { axes: [-1], keepDims: true });
      const normal: Tensor = div(x, sqrt(add(square, epsilon)) as Tensor);
      return named(context.name, scaleAndShift(normal, features, context, { scale, shift: false }));
    },
    { name },
  );
}
