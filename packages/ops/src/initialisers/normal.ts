import { add, type Initialiser, mul, randomNormal, type Tensor } from "@adjoint/core";
import { requireFinite } from "../errors/requireFinite.js";

export interface NormalOptions {
  /** μ. Default: 0. */
  readonly mean?: number;
  /** σ > 0. Default: 0.05. */
  readonly standardDeviation?: number;
}

/** μ + σx. */
export const scaled = (x: Tensor, { mean = 0, standardDeviation = 0.05 }: NormalOptions): Tensor => {
  const spread: Tensor = mul(x, standardDeviation);
  return mean === 0 ? spread : add(spread, mean);
};

/** Checks μ and σ. */
export function requireNormal(operation: string, { mean = 0, standardDeviation = 0.05 }: NormalOptions): void {
  requireFinite(operation, "mean", mean);
  requireFinite(operation, "standardDeviation", standardDeviation, { above: 0 });
}

/**
 * Normal, whatever the fans.
 *
 * @formula N(μ, σ²)
 * @peers Keras `RandomNormal`, PyTorch `nn.init.normal_` (σ = 1), optax (JAX) `normal` (σ = 0.01)
 * @param options.mean μ. Default: 0
 * @param options.standardDeviation σ > 0. Default: 0.05
 * @throws OpsError `ops/option`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 8.4.
 * @example
 * const layer = dense(128, { initial: normal({ standardDeviation: 0.01 }) });
 */
export function normal(options: NormalOptions = {}): Initialiser {
  requireNormal("normal", options);
  return (shape, key, dtype) => scaled(randomNormal(key, shape, { dtype }), options);
}
