import {
  add,
  type Dim,
  greater,
  type Initialiser,
  iota,
  matmul,
  mul,
  named,
  reshape,
  type Shape,
  select,
  type Tensor,
  transpose,
} from "@adjoint/core";
import { softmaxRows } from "../activations/softmax.js";
import { OpsError } from "../errors/opsError.js";
import { requireWhole } from "../errors/requireWhole.js";
import { glorotUniform } from "../initialisers/glorot.js";
import type { ValidCount } from "./internal/validCount.js";
import { type BuildContext, type Layer, layer, type ShapeMap } from "./layer.js";

/** The shape stays: [batch, positions, features]. */
export interface Attention extends ShapeMap {
  readonly out: this["in"] extends infer S extends Shape
    ? number extends S["length"]
      ? Shape
      : S extends readonly [Dim, Dim, infer Features extends Dim]
        ? Features extends number
          ? S
          : `multiHeadAttention: the features must have a size, not the name ${Features & string}`
        : "multiHeadAttention: the input must be [batch, positions, features]"
    : never;
}

export interface AttentionOptions {
  /** May a position attend to itself and earlier ones only? Default: false. */
  readonly causal?: boolean;
  /** The width of a head's queries, keys and values, ≥ 1. Default: features / heads, which must be whole then. */
  readonly width?: number;
  /** Do the four products add biases? Default: true. */
  readonly bias?: boolean;
  /** First values of the four matrices. Default: `glorotUniform`. */
  readonly initial?: Initialiser;
  /** What its parameters are called: `name`/query/weights and so on. Default: its place in the network. */
  readonly name?: string;
}

/** x·W + b with parameters below a name of their own. */
function project(
  x: Tensor,
  part: string,
  width: number,
  { parameter }: BuildContext,
  options: AttentionOptions,
): Tensor {
  const { bias = true, initial = glorotUniform } = options;
  const product: Tensor = matmul(
    x,
    parameter(`${part}/weights`, [x.shape.at(-1) as number, width], { initial }) as Tensor,
  );
  return bias ? add(product, parameter(`${part}/bias`, [width])) : product;
}

/** [batch, positions, heads · width] as [batch, heads, positions, width]. */
function split(x: Tensor, heads: number): Tensor {
  const [batch, positions, features] = x.shape as readonly [Dim, Dim, number];
  return transpose(reshape(x, [batch, positions, heads, features / heads]) as Tensor, [0, 2, 1, 3]);
}

/** Scores where a position looks ahead become −∞, so that softmax gives them nothing. */
function withoutLater(scores: Tensor, positions: Dim): Tensor {
  const column: Tensor = iota(positions);
  const row: Tensor = reshape(column, [positions, 1]);
  return select(greater(column, row), -Infinity, scores);
}

/**
 * Self-attention with several heads: each position gathers what the others hold, by how well its query fits their keys.
 *
 * @formula y = [H₁, H₂, …]·W_o + b_o with H = A·V, A = softmax(Q·Kᵀ/√width), Q = x·W_q + b_q, K and V alike, cut into
 *   heads
 * @derivative with s = A ∘ (H̄·Vᵀ − Σ A ∘ H̄·Vᵀ): V̄ = Aᵀ·H̄, Q̄ = s·K/√width, K̄ = sᵀ·Q/√width
 * @peers Keras `MultiHeadAttention` (of one tensor with itself), PyTorch `nn.MultiheadAttention`, optax —
 * @param heads how many, ≥ 1
 * @param options causal mask, width, biases, first values and name
 * @returns a layer that keeps the shape [batch, positions, features]
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see Vaswani et al., "Attention is all you need" (2017), sections 3.2.1 to 3.2.3.
 * @example
 * const block = sequential(residual(sequential(layerNorm(), multiHeadAttention(8, { causal: true }))));
 */
export function multiHeadAttention<const Heads extends number>(
  heads: ValidCount<Heads, "multiHeadAttention: heads">,
  options: AttentionOptions = {},
): Layer<Attention> {
  const { causal = false, width: ownWidth, name } = options;
  requireWhole("multiHeadAttention", "heads", heads, 1);
  if (ownWidth !== undefined) requireWhole("multiHeadAttention", "width", ownWidth, 1);
  return layer(
    "multiHeadAttention",
    (x, context) => {
      const [, positions, features] = x.shape;
      const width = ownWidth ?? Number(features) / heads;
      if (x.shape.length !== 3 || typeof features !== "number" || !Number.isInteger(width)) {
        const divisible = ownWidth === undefined ? `, which ${heads} heads share evenly` : "";
        const expected = `[batch, positions, features] with a size for the features${divisible}`;
        throw new OpsError("ops/features", { layer: context.name, found: x, expected });
      }
      const [queries, keys, values] = ["query", "key", "value"].map((part) =>
        split(project(x, part, heads * width, context, options), heads),
      ) as [Tensor, Tensor, Tensor];
      const turned: Tensor = transpose(keys, [0, 1, 3, 2]);
      const scores: Tensor = mul(matmul(queries, turned) as Tensor, 1 / Math.sqrt(width));
      const attention = softmaxRows(causal ? withoutLater(scores, positions!) : scores);
      const mixed: Tensor = transpose(matmul(attention, values) as Tensor, [0, 2, 1, 3]);
      const joined: Tensor = reshape(mixed, [...x.shape.slice(0, 2), heads * width]);
      return named(context.name, project(joined, "output", features, context, options));
    },
    { name },
  );
}
