import {
  abs,
  add,
  exp,
  less,
  log,
  max,
  type Reduce,
  reshape,
  type Shape,
  select,
  stopGradient,
  sub,
  sum,
  type Tensor,
} from "@adjoint/core";

/**
 * The logarithm of a sum of exponentials along one axis, without overflow: the largest x is subtracted first. Of −∞ alone it
 * is −∞, with +∞ it is +∞.
 *
 * @formula ln Σ eˣ
 * @derivative x̄ = ȳ·softmax(x)
 * @peers Keras `ops.logsumexp`, PyTorch `logsumexp`, optax (JAX) `nn.logsumexp`
 * @param x any shape, floats
 * @param options.axis default: −1, the last
 * @returns the shape without that axis
 * @throws AdjointError `axis/out-of-range`
 * @see Blanchard, Higham & Higham, "Accurately computing the log-sum-exp and softmax functions" (2021).
 * @example
 * const normaliser = logSumExp(logits);
 */
export function logSumExp<S extends Shape, const Axis extends number = -1>(
  x: Tensor<S>,
  options: { readonly axis?: Axis } = {},
): Tensor<Reduce<S, readonly [Axis], false>> {
  const axes = [options.axis ?? -1];
  const largest: Tensor = max(x, { axes, keepDims: true });
  // Among infinities there is nothing to guard against, and ∞ − ∞ would be NaN.
  const peak: Tensor = stopGradient(select(less(abs(largest), Infinity), largest, 0));
  const total: Tensor = sum(exp(sub(x as Tensor, peak)), { axes });
  return add(log(total), reshape(peak, total.shape)) as Tensor as Tensor<Reduce<S, readonly [Axis], false>>;
}
