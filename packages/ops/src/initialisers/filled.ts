import { broadcastTo, constant, type Initialiser } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";

/**
 * All the same number.
 *
 * @formula c
 * @peers Keras `Constant`, PyTorch `nn.init.constant_`, optax (JAX) `constant`
 * @param value c, any number
 * @throws OpsError `ops/option`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 8.4.
 * @example
 * const layer = dense(10, { initialBias: filled(0.1) });
 */
export function filled(value: number): Initialiser {
  requireFinite("filled", "value", value);
  return (shape, _key, dtype) => broadcastTo(constant(value, { dtype }), shape);
}
