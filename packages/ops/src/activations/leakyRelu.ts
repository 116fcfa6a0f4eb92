import { greater, mul, select, type Tensor } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";
import { type Layer, layer, type Same } from "../layers/layer.js";

/**
 * A rectified linear unit that leaks: negative numbers are made small instead of 0.
 *
 * @formula x for x > 0, else s·x
 * @derivative 1 for x > 0, else s, also at the kink
 * @peers Keras `leaky_relu` (slope 0.2), PyTorch `nn.LeakyReLU`, optax (JAX) `nn.leaky_relu`
 * @param options.slope s, any number. Default: 0.01
 * @throws OpsError `ops/option`
 * @see Maas, Hannun & Ng, "Rectifier nonlinearities improve neural network acoustic models" (2013), section 2.
 * @example
 * const network = sequential(dense(64), leakyRelu({ slope: 0.2 }), dense(10));
 */
export function leakyRelu({ slope = 0.01 }: { readonly slope?: number } = {}): Layer<Same> {
  requireFinite("leakyRelu", "slope", slope);
  return layer("leakyRelu", (x): Tensor => select(greater(x, 0), x, mul(x, slope) as Tensor));
}
