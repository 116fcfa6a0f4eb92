import { gather, type Initialiser, named, randomNormal, type Shape } from "@adjoint/core";
import { requireWhole } from "../errors/requireWhole.js";
import type { ValidCount } from "./internal/validCount.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

/** `Features` behind every dimension of the indices. */
export interface Embedded<Features extends number> extends ShapeMap {
  readonly out: this["in"] extends infer S extends Shape
    ? number extends S["length"]
      ? Shape
      : readonly [...S, Features]
    : never;
}

export interface EmbeddingOptions {
  /** First vectors. Default: normal, with standard deviation 1. */
  readonly initial?: Initialiser;
  /** What its parameter is called: `name`/vectors. Default: its place in the network. */
  readonly name?: string;
}

/**
 * A learnt vector for each of `count` things.
 *
 * @formula y[…, :] = E[x[…], :]
 * @derivative Ē[i, :] = Σ ȳ[…, :] over all places where x is i; none by x
 * @peers Keras `Embedding` (first values U(−0.05, 0.05)), PyTorch `nn.Embedding`, optax —
 * @param count how many things there are, ≥ 1
 * @param features the length of a vector, ≥ 1
 * @param options first values and name
 * @returns a layer from `i32` indices of any shape, each in 0 … count − 1, to [...shape, features]. A run with another index
 *   fails (`gather/index`)
 * @throws OpsError `ops/option`; AdjointError `dtype/unsupported` when applied to what is not `i32`
 * @see Bengio et al., "A neural probabilistic language model" (2003), section 2.
 * @example
 * const network = sequential(embedding(10_000, 32), flatten, dense(2));
 */
export function embedding<const Count extends number, const Features extends number>(
  count: ValidCount<Count, "embedding: count">,
  features: ValidCount<Features, "embedding: features">,
  options: EmbeddingOptions = {},
): Layer<Embedded<Features>> {
  const { initial = (shape, key, dtype) => randomNormal(key, shape, { dtype }), name } = options;
  requireWhole("embedding", "count", count, 1);
  requireWhole("embedding", "features", features, 1);
  return layer(
    "embedding",
    (x, context) => named(context.name, gather(context.parameter("vectors", [count, features], { initial }), x)),
    { name },
  );
}
