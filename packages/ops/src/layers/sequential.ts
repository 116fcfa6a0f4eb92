import type { Shape, Tensor } from "@adjoint/core";
import { numbered } from "./internal/numbered.js";
import { type AnyLayer, type Apply, applyLayer, type Layer, layer, type MapOf, type ShapeMap } from "./layer.js";

type Fold<Layers extends readonly unknown[], S> = number extends Layers["length"]
  ? Shape
  : Layers extends readonly [infer First, ...infer Rest]
    ? S extends Shape
      ? Fold<Rest, Apply<MapOf<First>, S>>
      : S
    : S;

/** What a chain of layers does to shapes; the first that refuses one says why. */
export interface InTurn<Layers extends readonly unknown[]> extends ShapeMap {
  readonly out: Fold<Layers, this["in"]>;
}

/**
 * Layers one after another. Their parameters are called by kind and number, `dense_1/weights`, unless they have names.
 *
 * @formula y = fₙ(…f₂(f₁(x)))
 * @derivative x̄ = J₁ᵀ…Jₙᵀȳ
 * @peers Keras `Sequential`, PyTorch `nn.Sequential`, optax —
 * @param layers any number; none is the identity
 * @returns a layer from the input of the first to the output of the last
 * @throws OpsError `ops/layer`
 * @example
 * const network = sequential(dense(64), relu, dense(10));
 * const logits = network(pixels);
 */
export const sequential = <const Layers extends readonly AnyLayer[]>(...layers: Layers): Layer<InTurn<Layers>> => {
  const names = numbered("sequential", layers);
  return layer("sequential", (x, { name, training }) =>
    layers.reduce<Tensor>((y, inner, i) => {
      const scope = name === "sequential" ? names[i]! : `${name}/${names[i]}`;
      return applyLayer(inner, y, { name: scope, training });
    }, x),
  );
};
