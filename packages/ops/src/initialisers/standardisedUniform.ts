import { div, equal, type Initialiser, mul, randomUniform, select, sqrt, sub, type Tensor } from "@adjoint/core";
import { mean } from "../math/mean.js";
import { fans } from "./fans.js";

/**
 * Centred uniform numbers, divided by the standard deviation that these very numbers have and by √(fanIn + fanOut): weights whose
 * measured standard deviation is 1/√(fanIn + fanOut) exactly.
 *
 * @formula u / (s·√(fanIn + fanOut)) with u from U(−½, ½) and s² = mean u² − (mean u)²
 * @peers Keras, PyTorch and optax —; in the limit of many weights `uniform` within ±√(3 / (fanIn + fanOut))
 * @see Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 12, whose
 *   variance is twice as large.
 * @example
 * const network = sequential(dense(75, { initial: standardisedUniform }), relu, dense(10, { initial: standardisedUniform }));
 */
export const standardisedUniform: Initialiser = (shape, key, dtype) => {
  const { fanIn, fanOut } = fans(shape);
  const centred: Tensor = randomUniform(key, shape, { low: -0.5, high: 0.5, dtype });
  const deviation: Tensor = sub(centred, mean(centred) as Tensor);
  const spread: Tensor = sqrt(mean(mul(deviation, deviation) as Tensor));
  // A single number has no spread.
  const divisor: Tensor = mul(select(equal(spread, 0), 1, spread) as Tensor, Math.sqrt(fanIn + fanOut));
  return div(centred, divisor);
};
