import { expm1, greater, mul, select, type Tensor } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";
import { type Layer, layer, type Same } from "../layers/layer.js";
import { negativePart } from "./internal/negativePart.js";

/**
 * The exponential linear unit, which saturates at −α.
 *
 * @formula x for x > 0, else α(eˣ − 1)
 * @derivative 1 for x > 0, else αeˣ
 * @peers Keras `elu`, PyTorch `nn.ELU`, optax (JAX) `nn.elu`
 * @param options.alpha α > 0; smooth at 0 for 1 only. Default: 1
 * @throws OpsError `ops/option`
 * @see Clevert, Unterthiner & Hochreiter, "Fast and accurate deep network learning by exponential linear units" (2016),
 *   equation 16.
 * @example
 * const network = sequential(dense(64), elu(), dense(10));
 */
export function elu({ alpha = 1 }: { readonly alpha?: number } = {}): Layer<Same> {
  requireFinite("elu", "alpha", alpha, { above: 0 });
  return layer("elu", (x): Tensor => {
    const below: Tensor = mul(expm1(negativePart(x)), alpha);
    return select(greater(x, 0), x, below);
  });
}
