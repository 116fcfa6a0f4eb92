import { div, equal, mul, type Reduce, type Shape, select, sqrt, sum, type Tensor } from "@adjoint/core";

/**
 * The cosine of the angle between vectors along the last dimension, −1 to 1. With a vector of zeros it is 0.
 *
 * @formula x·y/(‖x‖‖y‖)
 * @derivative (y/‖y‖ − cos·x/‖x‖)/‖x‖ by x
 * @peers Keras `losses.cosine_similarity` (negative), PyTorch `nn.CosineSimilarity`, optax `cosine_similarity`
 * @param x [...batch, features], floats
 * @param y the same shape, or one that broadcasts with it
 * @returns the shape without its last dimension
 * @throws AdjointError `broadcast/incompatible`, `dtype/differ`
 * @see Salton, Wong & Yang, "A vector space model for automatic indexing" (1975).
 * @example
 * const likeness = cosineSimilarity(embedding(a), embedding(b));
 */
export function cosineSimilarity<S extends Shape>(x: Tensor<S>, y: Tensor): Tensor<Reduce<S, readonly [-1], false>> {
  const along = (a: Tensor, b: Tensor): Tensor => sum(mul(a, b) as Tensor, { axes: [-1] });
  // The root of 0 has no derivative; any other number does, as the product is 0 anyway.
  const length = (vector: Tensor): Tensor => {
    const square = along(vector, vector);
    return sqrt(select(equal(square, 0), 1, square) as Tensor);
  };
  const cosine: Tensor = div(along(x, y), mul(length(x), length(y)) as Tensor);
  return cosine as Tensor as Tensor<Reduce<S, readonly [-1], false>>;
}
