import { type Initialiser, randomUniform } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";

export interface UniformInitialiserOptions {
  /** The smallest value. Default: −0.05. */
  readonly low?: number;
  /** What all values stay below, > `low`. Default: 0.05. */
  readonly high?: number;
}

/**
 * Uniform between two numbers, whatever the fans.
 *
 * @formula U(low, high)
 * @peers Keras `RandomUniform`, PyTorch `nn.init.uniform_` (0 to 1), optax (JAX) `uniform` (0 to 0.01)
 * @param options.low default: −0.05
 * @param options.high > low. Default: 0.05
 * @throws OpsError `ops/option`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 8.4.
 * @example
 * const layer = dense(300, { initial: uniform({ low: -0.01, high: 0.01 }), bias: false });
 */
export function uniform({ low = -0.05, high = 0.05 }: UniformInitialiserOptions = {}): Initialiser {
  requireFinite("uniform", "low", low);
  requireFinite("uniform", "high", high, { above: low });
  return (shape, key, dtype) => randomUniform(key, shape, { low, high, dtype });
}
