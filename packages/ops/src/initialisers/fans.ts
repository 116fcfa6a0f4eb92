/** How many numbers a weight's output sums over, and how many outputs each input reaches. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * The fans of a weight [...window, in, out]: those of a dense layer, times the size of the window of a convolution. A vector
 * or scalar has its own size as both.
 */
export function fans(shape: readonly number[]): Fans {
  const product = (sizes: readonly number[]) => sizes.reduce((size, dim) => size * dim, 1);
  if (shape.length < 2) return { fanIn: product(shape), fanOut: product(shape) };
  const window = product(shape.slice(0, -2));
  return { fanIn: window * shape.at(-2)!, fanOut: window * shape.at(-1)! };
}
