import { div, expm1, greater, mul, select, type Tensor } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";
import { type Layer, layer, type Same } from "../layers/layer.js";
import { negativePart } from "./internal/negativePart.js";

/**
 * The exponential linear unit with a slope of 1 at 0 for every α.
 *
 * @formula x for x > 0, else α(exp(x/α) − 1)
 * @derivative 1 for x > 0, else exp(x/α)
 * @peers Keras `celu`, PyTorch `nn.CELU`, optax (JAX) `nn.celu`
 * @param options.alpha α > 0. Default: 1
 * @throws OpsError `ops/option`
 * @see Barron, "Continuously differentiable exponential linear units" (2017), equation 2.
 * @example
 * const network = sequential(dense(64), celu({ alpha: 0.5 }), dense(10));
 */
export function celu({ alpha = 1 }: { readonly alpha?: number } = {}): Layer<Same> {
  requireFinite("celu", "alpha", alpha, { above: 0 });
  return layer("celu", (x): Tensor => {
    const below: Tensor = mul(expm1(div(negativePart(x), alpha) as Tensor), alpha);
    return select(greater(x, 0), x, below);
  });
}
