import {
  add,
  type Dim,
  type Initialiser,
  matmul,
  named,
  type SameDim,
  type Shape,
  sameShape,
  type Tensor,
} from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { glorotUniform } from "../initialisers/glorot.js";
import { requireFeatures } from "./internal/requireFeatures.js";
import { requireLayer } from "./internal/requireLayer.js";
import { type AnyLayer, type Apply, applyLayer, type Layer, layer, type MapOf, type ShapeMap } from "./layer.js";

/** True when two shapes can be the same. */
type Alike<A, B> = A extends readonly [infer X extends Dim, ...infer RestA extends Shape]
  ? B extends readonly [infer Y extends Dim, ...infer RestB extends Shape]
    ? SameDim<X, Y> extends true
      ? Alike<RestA, RestB>
      : false
    : false
  : B extends readonly []
    ? true
    : false;

type Kept<Out, S> = Out extends Shape
  ? number extends Out["length"]
    ? S
    : Alike<Out, S> extends true
      ? S
      : "residual: the inner layers must keep the shape"
  : Out;

type Batch<S> = S extends readonly [...infer Rest extends Shape, Dim] ? Rest : never;

type Projected<Out, S> = Out extends Shape
  ? number extends Out["length"]
    ? Shape
    : Alike<Batch<Out>, Batch<S>> extends true
      ? Out
      : "residual: the inner layers must keep all dimensions but the last"
  : Out;

/** The shape stays, provided that the inner layer keeps it; or becomes the inner layer's, when x is projected to its width. */
export interface Residual<F extends ShapeMap, Project extends boolean = false> extends ShapeMap {
  readonly out: this["in"] extends infer S extends Shape
    ? Project extends true
      ? Projected<Apply<F, S>, S>
      : Kept<Apply<F, S>, S>
    : never;
}

export interface ResidualOptions<Project extends boolean = boolean> {
  /** Where the inner layer gives another number of features, multiply x by a matrix that has as many. Default: false. */
  readonly project?: Project;
  /** First values of that matrix. Default: `glorotUniform`. */
  readonly initial?: Initialiser;
  /** What its parameters are called: `name`/projection/weights, and those of the inner layer. Default: its place in the network. */
  readonly name?: string;
}

/**
 * A skip connection around layers, so that the derivative has the identity as a summand. With `project`, x is multiplied by a
 * learnt matrix where the layers give another number of features.
 *
 * @formula y = x + f(x), or x·P + f(x)
 * @derivative x̄ = ȳ + J_fᵀȳ, or ȳ·Pᵀ + J_fᵀȳ with P̄ = xᵀ·ȳ
 * @peers Keras `Add` of two branches, PyTorch `x + f(x)`, optax —
 * @param inner a layer that keeps the shape; with `project`, all of it but the number of features
 * @param options whether to project, and how
 * @returns a layer of that shape
 * @throws OpsError `ops/layer`; when applied: `ops/residual` if what `inner` gives cannot be added, `ops/features`, `ops/shared-layer`
 * @see He, Zhang, Ren & Sun, "Deep residual learning for image recognition" (2016), equations 1 and 2.
 * @example
 * const block = residual(sequential(dense(64), relu, dense(64)));
 * const wider = residual(sequential(dense(128), relu, dense(128)), { project: true });
 */
export const residual = <L extends AnyLayer, const Project extends boolean = false>(
  inner: L,
  { project, initial = glorotUniform, name: ownName }: ResidualOptions<Project> = {},
): Layer<Residual<MapOf<L>, Project>> => {
  requireLayer("residual", "argument 1", inner);
  return layer(
    "residual",
    (x, { name, training, parameter }) => {
      const scope = inner.kind === "sequential" ? name : `${name}/${inner.kind}`;
      const y = applyLayer(inner, x, { name: scope, training });
      const [before, after] = [x.shape.at(-1), y.shape.at(-1)];
      const projects = project === true && before !== after && typeof after === "number";
      const fits = sameShape(projects ? x.shape.with(-1, after) : x.shape, y.shape);
      if (!fits || y.dtype !== x.dtype) throw new OpsError("ops/residual", { layer: name, input: x, output: y });
      if (!projects) return named(name, add(x, y));
      const shape = [requireFeatures(name, x), after];
      return named(name, add(matmul(x, parameter("projection/weights", shape, { initial }) as Tensor) as Tensor, y));
    },
    { name: ownName },
  );
};
