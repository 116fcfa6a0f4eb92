import { type Concat, concat, named, type Shape, type Tensor } from "@adjoint/core";
import { numbered } from "./internal/numbered.js";
import { type AnyLayer, type Apply, applyLayer, type Layer, layer, type MapOf, type ShapeMap } from "./layer.js";

/** What each layer makes of `S`; the first that refuses it says why. */
type Outputs<
  Layers extends readonly unknown[],
  S extends Shape,
  Done extends readonly Shape[] = readonly [],
> = Layers extends readonly [infer First, ...infer Rest]
  ? Apply<MapOf<First>, S> extends infer Out
    ? Out extends Shape
      ? Outputs<Rest, S, readonly [...Done, Out]>
      : Out
    : never
  : Done;

/** The layers' outputs, one after another along the last dimension. */
export interface SideBySide<Layers extends readonly unknown[]> extends ShapeMap {
  readonly out: this["in"] extends infer S extends Shape
    ? number extends Layers["length"]
      ? Shape
      : Outputs<Layers, S> extends infer Shapes
        ? Shapes extends readonly Shape[]
          ? Concat<Shapes, -1>
          : Shapes
        : never
    : never;
}

/**
 * Layers side by side, all applied to the same input: their outputs one after another along the last dimension.
 *
 * @formula y = [f₁(x), f₂(x), …]
 * @derivative x̄ = Σ Jᵢᵀȳᵢ, where ȳᵢ is a layer's part of ȳ
 * @peers Keras `Concatenate` of branches, PyTorch `cat` of them, optax —
 * @param layers at least one; their outputs may differ in the last dimension only
 * @returns a layer to [...batch, the sum of their features]
 * @throws OpsError `ops/layer`; AdjointError when applied: `concat/empty`, `concat/shapes-differ`, `concat/named-axis`
 * @see Szegedy et al., "Going deeper with convolutions" (2015), section 4.
 * @example
 * const both = parallel(dense(16), sequential(dense(8), relu, dense(16))); // [batch, 32]
 */
export const parallel = <const Layers extends readonly AnyLayer[]>(...layers: Layers): Layer<SideBySide<Layers>> => {
  const names = numbered("parallel", layers);
  return layer("parallel", (x, { name, training }) => {
    const outputs = layers.map((inner, i) => applyLayer(inner, x, { name: `${name}/${names[i]}`, training }));
    return named(name, concat(outputs as readonly Tensor[], -1));
  });
};
