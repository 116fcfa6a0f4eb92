import type { Result, Shape, Tensor, Valid } from "@adjoint/core";

/** A function from shapes to shapes, as a type: `out` in terms of `in`. A string as `out` is the reason why not. */
export interface ShapeMap {
  readonly in: unknown;
  readonly out: unknown;
}

/** The shape that a layer makes of `S`. */
export type Apply<F extends ShapeMap, S extends Shape> = (F & { readonly in: S })["out"];

/** Every shape becomes itself: activations. */
export interface Same extends ShapeMap {
  readonly out: this["in"];
}

/** What a layer is told when it is applied. */
export interface LayerContext {
  /** What its parameters are called, unless the layer was given a name of its own: `name`/weights. */
  readonly name?: string;
  /** Is this graph for training? Layers such as dropout behave differently then. Default: false. */
  readonly training?: boolean;
}

declare const shapes: unique symbol;

/**
 * A function from tensor to tensor that may own parameters. It makes them when it is first applied; applied again, it shares
 * them. `F` is what it does to shapes, so that `tsc` follows a network layer by layer.
 */
export interface Layer<F extends ShapeMap> {
  <S extends Shape>(x: Tensor<S> & Valid<Apply<F, S>>, context?: LayerContext): Tensor<Result<Apply<F, S>>>;
  /** What it is, and what it is called when nobody named it: `dense`. */
  readonly kind: string;
  readonly [shapes]?: F;
}

/** Any layer, when its effect on shapes does not matter. */
export interface AnyLayer {
  (x: never, context?: LayerContext): Tensor;
  readonly kind: string;
}

/** What comes out is seen at run time only. */
interface Anything extends ShapeMap {
  readonly out: Shape;
}

/** What a layer does to shapes; of `AnyLayer` nothing is known. */
export type MapOf<L> = L extends { readonly [shapes]?: infer F } ? (F extends ShapeMap ? F : Anything) : Anything;

/** Applies any layer to a tensor whose shape is checked at run time. */
export const applyLayer = (layer: AnyLayer, x: Tensor, context: LayerContext): Tensor =>
  (layer as unknown as (x: Tensor, context: LayerContext) => Tensor)(x, context);

/**
 * Makes a layer of a function. Parameters belong under `context.name`, which is always given.
 *
 * @param kind what it is, such as `dense`
 * @param build the graph of its output
 */
export const layer = <F extends ShapeMap>(
  kind: string,
  build: (x: Tensor, context: { readonly name: string; readonly training: boolean }) => Tensor,
): Layer<F> => {
  const apply = (x: Tensor, { name = kind, training = false }: LayerContext = {}) => build(x, { name, training });
  return Object.assign(apply, { kind }) as unknown as Layer<F>;
};
