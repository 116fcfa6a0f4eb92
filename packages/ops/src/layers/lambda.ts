import type { Shape, Tensor } from "@adjoint/core";
import { type Layer, layer, type Same, type ShapeMap } from "./layer.js";

/** A function of tensors that a layer can be made of. */
export type GraphFunction = (x: never, context: { readonly training: boolean }) => Tensor;

/** From the shape that the function declares to the one it returns. */
interface Declared<From extends Shape, To extends Shape> extends ShapeMap {
  readonly out: this["in"] extends infer S extends Shape
    ? number extends S["length"]
      ? To
      : S extends From
        ? To
        : "lambda: the function is declared for another shape"
    : never;
}

/** What a function does to shapes: keeps every one of them, or what its declaration says. */
export type ShapeMapOf<F extends GraphFunction> =
  F extends <S extends Shape>(x: Tensor<S>) => Tensor<S>
    ? Same
    : F extends (x: Tensor<infer From>, context: never) => Tensor<infer To>
      ? Declared<From, To>
      : never;

/**
 * A layer made of any function of one tensor, without parameters of its own. One with parameters is made by `layer`.
 *
 * @formula y = f(x)
 * @derivative x̄ = J_fᵀȳ
 * @peers Keras `Lambda`, PyTorch any function, optax —
 * @param f a graph function; it may also look at whether the graph is for training. `tsc` follows shapes as far as its type
 *   tells them: all of `<S extends Shape>(x: Tensor<S>) => Tensor<S>`, nothing of `(x: Tensor) => Tensor`
 * @param kind what it is called in networks and errors. Default: lambda
 * @returns the function as a layer
 * @example
 * const network = sequential(dense(8), lambda((x) => mul(x, x), "square"), dense(1));
 */
export const lambda = <F extends GraphFunction>(f: F, kind = "lambda"): Layer<ShapeMapOf<F>> =>
  layer(kind, (x, { training }) => f(x as never, { training }));
