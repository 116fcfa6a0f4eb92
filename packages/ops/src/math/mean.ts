import { div, extent, type Reduce, type ReductionOptions, type Shape, sum, type Tensor } from "@adjoint/core";

/**
 * The arithmetic mean over `axes` (all by default).
 *
 * @formula Σx / n
 * @derivative x̄ = ȳ/n for each element
 * @peers Keras `ops.mean`, PyTorch `mean`, optax (JAX) `mean`
 * @param x any shape, floats; a named dimension counts with the size that it is fed
 * @param options.axes what to average over; −1 is the last. Default: all
 * @param options.keepDims leave a dimension of size 1 for each of them? Default: false
 * @returns the shape without the averaged dimensions, or with ones for them when `keepDims`
 * @throws AdjointError `axis/out-of-range`, `axis/repeated`, `dtype/unsupported`
 * @example
 * const loss = mean(errors);
 */
export function mean<
  S extends Shape,
  const Axes extends readonly number[] | undefined = undefined,
  Keep extends boolean = false,
>(x: Tensor<S>, options: ReductionOptions<Axes, Keep> = {}): Tensor<Reduce<S, Axes, Keep>> {
  const total: Tensor = sum(x, options);
  const rank = x.shape.length;
  const axes = options.axes?.map((axis) => (axis < 0 ? axis + rank : axis));
  const averaged = x.shape.filter((_, axis) => axes?.includes(axis) ?? true);
  return div(total, extent(averaged, x.dtype)) as Tensor as Tensor<Reduce<S, Axes, Keep>>;
}
