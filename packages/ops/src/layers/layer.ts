import {
  parameter,
  type Result,
  type Shape,
  sameShape,
  type Tensor,
  type Valid,
  type VariableOptions,
  variable,
} from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";

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

/**
 * Applies any layer to a tensor whose shape is checked at run time.
 *
 * @formula y = f(x)
 * @derivative x̄ = J_fᵀȳ
 * @peers —
 * @param layer any layer
 * @param x what it is applied to
 * @param context `name`, what it is called unless it has a name of its own; `training`, whether the graph is for training
 * @returns y, whose shape `tsc` does not know
 * @throws whatever the layer throws when it is applied
 * @example
 * const y = applyLayer(inner, x, { name: "block/inner", training });
 */
export const applyLayer = (layer: AnyLayer, x: Tensor, context: LayerContext): Tensor =>
  (layer as unknown as (x: Tensor, context: LayerContext) => Tensor)(x, context);

/** Declares a tensor that the session keeps, below the layer's name. Asked for again, it is the same one. */
export type Declare = <const S extends readonly number[]>(
  name: string,
  shape: S,
  options?: VariableOptions,
) => Tensor<S>;

/** What a layer's function is told. */
export interface BuildContext {
  /** What its parameters are called, and what errors call it: `name`/weights. */
  readonly name: string;
  readonly training: boolean;
  /**
   * A parameter of this layer, of the input's element type unless that is none of floats. The layer makes it when it is first
   * applied, and shares it from then on.
   *
   * @throws OpsError `ops/shared-layer` when the shape or element type is another than it was
   */
  readonly parameter: Declare;
  /** The same, for what training does not change, such as running statistics. See `withUpdate` for what does. */
  readonly variable: Declare;
}

/**
 * Makes a layer of a function. What the function asks its context for (weights, running statistics) belongs to the layer.
 *
 * @formula y = what `build` returns
 * @derivative that of what `build` is composed of
 * @peers Keras `Layer`, PyTorch `nn.Module`, optax —
 * @param kind what it is, such as `dense`
 * @param build the graph of its output, from its input and a context: `name`, `training`, and `parameter` and `variable`, which
 *   declare what it owns, by a name, a shape and first values
 * @param options.name what it is called, wherever it is applied. Default: its place in the network
 * @example
 * const scaled = layer<Same>("scaled", (x, { parameter }) => mul(x, parameter("scale", [], { initial: 1 })));
 */
export const layer = <F extends ShapeMap>(
  kind: string,
  build: (x: Tensor, context: BuildContext) => Tensor,
  options: { readonly name?: string | undefined } = {},
): Layer<F> => {
  const made = new Map<string, Tensor>();
  const apply = (x: Tensor, { name: place = kind, training = false }: LayerContext = {}): Tensor => {
    const name = options.name ?? place;
    const shared =
      (declare: typeof parameter): Declare =>
      (local, shape, { dtype = isFloat(x) ? x.dtype : "f32", ...rest } = {}) => {
        const known = made.get(local) ?? declare(`${name}/${local}`, shape, { dtype, ...rest });
        if (known.dtype !== dtype || !sameShape(known.shape, shape)) {
          throw new OpsError("ops/shared-layer", { layer: name, parameter: known, shape, dtype, found: x });
        }
        made.set(local, known);
        return known as Tensor<typeof shape>;
      };
    return build(x, { name, training, parameter: shared(parameter), variable: shared(variable) });
  };
  return Object.assign(apply, { kind }) as unknown as Layer<F>;
};

const isFloat = ({ dtype }: Tensor): boolean => dtype === "f32" || dtype === "f64";
