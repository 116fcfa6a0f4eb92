import {
  add,
  cast,
  constant,
  div,
  floor,
  greaterEqual,
  less,
  log,
  mul,
  pow,
  select,
  sub,
  type Tensor,
} from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { requireWithin } from "../errors/requireWithin.js";
import { cosineBetween } from "./internal/cosineBetween.js";
import type { Schedule } from "./schedule.js";

type Scalar = Tensor<readonly []>;

export interface CosineRestartsOptions {
  /** The length of the first period in steps, T, whole. */
  readonly period: number;
  /** How much longer each period is than the one before, m ≥ 1, whole. Default: 1. */
  readonly growth?: number;
  /** What the rate at the beginning of each period is multiplied by, in (0, 1]. Default: 1. */
  readonly factor?: number;
  /** η₁ ≥ 0. Default: 0. */
  readonly final?: number;
}

/** Where period i begins: T(mⁱ − 1)/(m − 1). Exact as long as it is below 2⁵³. */
const beginningOf = (index: Scalar, period: number, growth: number): Scalar =>
  growth === 1
    ? mul(index, period)
    : div(mul(sub(pow(constant(growth, { dtype: "f64" }), index), 1), period), growth - 1);

/** The period that a step belongs to. The logarithm may be off by a rounding at its ends, which comparisons repair. */
function indexOf(step: Scalar, period: number, growth: number): Scalar {
  if (growth === 1) return floor(div(step, period));
  const guess = floor(div(log(add(div(mul(step, growth - 1), period), 1)), Math.log(growth)));
  const down: Scalar = select(less(step, beginningOf(guess, period, growth)), sub(guess, 1), guess);
  const next = add(down, 1);
  return select(greaterEqual(step, beginningOf(next, period, growth)), next, down);
}

/**
 * Cosine decay that begins anew: in the i-th period, T·mⁱ steps long, after its first s steps,
 *
 *   η = fⁱ · (η₁ + ½(η₀ − η₁)(1 + cos(πs / (T·mⁱ))))
 *
 * @param initial η₀ > 0
 * @throws OptimError `optim/out-of-range`
 * @see Loshchilov & Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts" (2017), equation 5. PyTorch's
 * `CosineAnnealingWarmRestarts` has no factor; Keras' `CosineDecayRestarts` doubles the period by default.
 * @example
 * const optimizer = sgd({ learningRate: cosineRestarts(0.05, { period: 1000, growth: 2 }) });
 */
export function cosineRestarts(
  initial: number,
  { period, growth = 1, factor = 1, final = 0 }: CosineRestartsOptions,
): Schedule {
  requireWithin("cosineRestarts", "initial", initial, { low: 0, open: "low" });
  requireCount("cosineRestarts", "period", period);
  requireCount("cosineRestarts", "growth", growth);
  requireWithin("cosineRestarts", "factor", factor, { low: 0, high: 1, open: "low" });
  requireWithin("cosineRestarts", "final", final, { low: 0 });
  return (step) => {
    const precise = cast(step, "f64");
    const index = indexOf(precise, period, growth);
    const passed = sub(precise, beginningOf(index, period, growth));
    const length = mul(pow(constant(growth, { dtype: "f64" }), index), period);
    const height = pow(constant(factor, { dtype: "f64" }), index);
    return cast(mul(cosineBetween(initial, final, div(passed, length)), height), "f32");
  };
}
