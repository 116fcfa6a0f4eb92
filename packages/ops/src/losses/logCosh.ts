import {
  abs,
  add,
  customGradient,
  exp,
  expm1,
  less,
  log1p,
  minimum,
  mul,
  select,
  sub,
  type Tensor,
  tanh,
} from "@adjoint/core";
import { type ElementwiseLoss, elementwiseLoss } from "./elementwiseLoss.js";

/**
 * Small errors through cosh d − 1 = (e^|d| − 1)²/(2e^|d|), which keeps their digits; large ones as |d| + ln(1 + e^−2|d|) − ln 2,
 * which does not overflow.
 */
const logCoshOf = customGradient({
  name: "logCosh",
  value: (error: Tensor): Tensor => {
    const size = abs(error);
    const near: Tensor = minimum(size, 1);
    const growth = expm1(near);
    const excess: Tensor = mul(mul(growth, growth) as Tensor, mul(exp(mul(near, -1) as Tensor), 0.5) as Tensor);
    const far: Tensor = add(sub(size, Math.LN2) as Tensor, log1p(exp(mul(size, -2) as Tensor)));
    return select(less(size, 1), log1p(excess), far);
  },
  vjp: ({ cotangent, inputs: [error] }) => [mul(cotangent, tanh(error))],
});

/**
 * The logarithm of the hyperbolic cosine of the error: ½d² for small errors, |d| − ln 2 for large ones, smooth between them.
 *
 * @formula ln cosh d with d = p − t
 * @derivative tanh(d)/n by p
 * @peers Keras `LogCosh`, PyTorch —, optax `log_cosh`
 * @param predictions any shape, floats
 * @param targets a shape that broadcasts with it, of the same dtype
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each error counts
 * @returns a scalar, or with `none` each element's error
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`; OpsError `ops/option`, `ops/weights`
 * @see Green, "Bayesian reconstructions from emission tomography data using a modified EM algorithm" (1990).
 * @example
 * const loss = logCosh(network(x), y);
 */
export const logCosh: ElementwiseLoss = elementwiseLoss("logCosh", (predictions, targets) =>
  logCoshOf(sub(predictions, targets)),
);
