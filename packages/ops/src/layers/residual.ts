import { add, type Shape, sameShape } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { type AnyLayer, type Apply, applyLayer, type Layer, layer, type MapOf, type ShapeMap } from "./layer.js";

type Kept<Out, S> = Out extends Shape
  ? number extends Out["length"]
    ? S
    : [Out, S] extends [S, Out]
      ? S
      : "residual: the inner layers must keep the shape"
  : Out;

/** The shape stays, provided that the inner layer keeps it. */
export interface Residual<F extends ShapeMap> extends ShapeMap {
  readonly out: this["in"] extends infer S extends Shape ? Kept<Apply<F, S>, S> : never;
}

/**
 * A skip connection: y = x + f(x), so that the derivative has the identity as a summand: x̄ = ȳ + J_fᵀ ȳ.
 *
 * @param inner a layer that keeps the shape
 * @returns a layer of that shape
 * @throws OpsError `ops/residual`, when applied, if `inner` changes the shape
 * @see He, Zhang, Ren & Sun, "Deep residual learning for image recognition" (2016), equation 1.
 * @example
 * const block = residual(sequential(dense(64), relu, dense(64)));
 */
export const residual = <L extends AnyLayer>(inner: L): Layer<Residual<MapOf<L>>> =>
  layer("residual", (x, { name, training }) => {
    const y = applyLayer(inner, x, { name: inner.kind === "sequential" ? name : `${name}/${inner.kind}`, training });
    if (y.dtype !== x.dtype || !sameShape(y.shape, x.shape))
      throw new OpsError("ops/residual", { layer: name, input: x, output: y });
    return add(x, y);
  });
