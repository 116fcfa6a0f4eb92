import { named, reshape, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { requireWhole } from "../errors/requireWhole.js";
import { requireWithin } from "../errors/requireWithin.js";
import type { FeatureShape } from "./internal/featureShape.js";
import { moments, standardise } from "./internal/normalise.js";
import { requireFeatures } from "./internal/requireFeatures.js";
import { type AffineOptions, scaleAndShift } from "./internal/scaleAndShift.js";
import type { ValidCount } from "./internal/validCount.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

/** The shape stays; it must end in channels of known size. */
export interface GroupNorm extends ShapeMap {
  readonly out: FeatureShape<this["in"], "groupNorm", this["in"]>;
}

export interface GroupNormOptions extends AffineOptions {
  /** What is added to the variance, ≥ 0. Default: 1e-5. */
  readonly epsilon?: number;
  /** What its parameters are called: `name`/scale and `name`/shift. Default: its place in the network. */
  readonly name?: string;
}

/**
 * Group normalisation: the channels of each example in groups, each group by the mean and variance of all its elements, over
 * space too; the same in training and evaluation. One group is layer normalisation over space and channels, as many groups
 * as channels is instance normalisation.
 *
 * @formula y = γ∘x̂ + β with x̂ = (x − μ)/√(σ² + ε), μ and σ² over a group, γ and β for each channel
 * @derivative with s = γ∘ȳ: x̄ = (s − mean(s) − x̂·mean(s∘x̂))/√(σ² + ε), γ̄ = Σ ȳ∘x̂, β̄ = Σ ȳ, with means over a
 *   group
 * @peers Keras `GroupNormalization` (ε = 1e-3), PyTorch `nn.GroupNorm`, optax —
 * @param groups how many, ≥ 1; they must divide the channels
 * @param options which parameters, ε and name
 * @returns a layer that keeps the shape [batch, ...space, channels]
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see Wu & He, "Group normalization" (2018), equations 1 and 7.
 * @example
 * const network = sequential(conv2d(32, { size: 3 }), groupNorm(8), relu);
 */
export function groupNorm<const Groups extends number>(
  groups: ValidCount<Groups, "groupNorm: groups">,
  { epsilon = 1e-5, name, ...affine }: GroupNormOptions = {},
): Layer<GroupNorm> {
  requireWhole("groupNorm", "groups", groups, 1);
  requireWithin("groupNorm", "epsilon", epsilon, 0, Infinity);
  return layer(
    "groupNorm",
    (x, context) => {
      const channels = requireFeatures(context.name, x);
      if (channels % groups !== 0) {
        const expected = `channels in ${groups} groups of one size`;
        throw new OpsError("ops/features", { layer: context.name, found: x, expected });
      }
      const grouped: Tensor = reshape(x, [...x.shape.slice(0, -1), groups, channels / groups]);
      const space = x.shape.slice(1, -1).map((_, i) => i + 1);
      const { mean, variance } = moments(grouped, [...space, -1]);
      const normal: Tensor = reshape(standardise(grouped, mean, variance, epsilon), x.shape);
      return named(context.name, scaleAndShift(normal, channels, context, affine));
    },
    { name },
  );
}
