import {
  add,
  div,
  erf,
  exp,
  type Initialiser,
  less,
  log1p,
  maximum,
  mul,
  neg,
  randomUniform,
  select,
  sqrt,
  sub,
  type Tensor,
} from "@adjoint/core";
import { type NormalOptions, requireNormal, scaled } from "./normal.js";

/** erf √2: the probability of a normal number to lie within two standard deviations. */
const within = 0.9544997361036416;

/** Winitzki's formula for the inverse of erf, right to 2·10⁻³. */
function roughInverse(y: Tensor): Tensor {
  const a = 0.147;
  const logarithm: Tensor = log1p(neg(mul(y, y) as Tensor));
  const half: Tensor = add(mul(logarithm, 0.5) as Tensor, 2 / (Math.PI * a));
  const root: Tensor = sqrt(sub(mul(half, half) as Tensor, div(logarithm, a) as Tensor) as Tensor);
  // Rounding may leave a number below 0 where y is 0.
  const size: Tensor = sqrt(maximum(sub(root, half) as Tensor, 0) as Tensor);
  return select(less(y, 0), neg(size), size);
}

/** Halley's step towards erf x = y, which triples the number of right digits. */
function refined(x: Tensor, y: Tensor): Tensor {
  const slope: Tensor = mul(exp(neg(mul(x, x) as Tensor)), 2 / Math.sqrt(Math.PI));
  const newton: Tensor = div(sub(erf(x), y) as Tensor, slope);
  return sub(x, div(newton, add(mul(x, newton) as Tensor, 1) as Tensor) as Tensor);
}

/**
 * Normal, cut off at two standard deviations: the inverse of the distribution function, of uniform numbers. Its standard deviation
 * is 0.88 σ.
 *
 * @formula N(μ, σ²), given |x − μ| < 2σ
 * @peers Keras `TruncatedNormal`, PyTorch `nn.init.trunc_normal_` (cut off at ±2, not 2σ), optax (JAX) `truncated_normal`
 * @param options.mean μ. Default: 0
 * @param options.standardDeviation σ > 0, before it is cut off. Default: 0.05
 * @throws OpsError `ops/option`
 * @see Winitzki, "A handy approximation for the error function and its inverse" (2008), refined by two of Halley's steps.
 * @example
 * const layer = dense(64, { initial: truncatedNormal({ standardDeviation: 0.02 }) });
 */
export function truncatedNormal(options: NormalOptions = {}): Initialiser {
  requireNormal("truncatedNormal", options);
  return (shape, key, dtype) => {
    const y: Tensor = randomUniform(key, shape, { low: -within, high: within, dtype });
    const inverse = refined(refined(roughInverse(y), y), y);
    return scaled(mul(inverse, Math.SQRT2), options);
  };
}
