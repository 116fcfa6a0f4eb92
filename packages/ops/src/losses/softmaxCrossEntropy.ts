import {
  and,
  constant,
  customGradient,
  equal,
  exp,
  greaterEqual,
  less,
  mul,
  named,
  neg,
  reshape,
  type Shape,
  sameShape,
  select,
  sub,
  sum,
  type Tensor,
  type Valid,
} from "@adjoint/core";
import { logProbabilities } from "../activations/logSoftmax.js";
import { OpsError } from "../errors/opsError.js";
import { oneHot } from "../math/oneHot.js";
import { type Reduced, type Reduction, reduceErrors } from "./reduction.js";

const column = (rows: Tensor): Tensor => reshape(rows, [...rows.shape, 1] as Shape);

/** −Σ t ln softmax(z) for each row. With T = Σ t: z̄ = c (T softmax(z) − t) and t̄ = −c ln softmax(z). */
const crossEntropyRows = customGradient({
  name: "softmaxCrossEntropy",
  value: (logits: Tensor, targets: Tensor): Tensor => {
    // A class without a share costs nothing, also where its logit is −∞ and 0 · ∞ would be NaN.
    const costs: Tensor = select(equal(targets, 0), 0, mul(targets, logProbabilities(logits)) as Tensor);
    // Not neg, which would turn a loss of 0 into −0.
    return sub(0, sum(costs, { axes: [-1] }) as Tensor);
  },
  vjp: ({ cotangent, inputs: [logits, targets] }) => {
    const logs = logProbabilities(logits);
    const total: Tensor = sum(targets, { axes: [-1], keepDims: true });
    const towards: Tensor = sub(mul(total, exp(logs)), targets);
    return [mul(column(cotangent), towards), neg(mul(column(cotangent), logs) as Tensor)];
  },
});

/** Targets as distributions, and for integer labels where they are valid. */
function distributions(logits: Tensor, targets: Tensor): { rows: Tensor; valid: Tensor | undefined } {
  const classes = logits.shape.at(-1);
  if (targets.dtype === logits.dtype && sameShape(targets.shape, logits.shape))
    return { rows: targets, valid: undefined };
  if (typeof classes === "number" && targets.dtype === "i32" && sameShape(targets.shape, logits.shape.slice(0, -1))) {
    const valid: Tensor = and(greaterEqual(targets, 0), less(targets, classes) as Tensor);
    return { rows: oneHot(targets, classes, logits.dtype), valid };
  }
  const expected = `i32 labels [${logits.shape.slice(0, -1).join(", ")}], or ${logits.dtype} rows of the logits' shape`;
  throw new OpsError("ops/targets", { operation: "softmaxCrossEntropy", predictions: logits, targets, expected });
}

type Batch<S extends Shape> = S extends readonly [...infer Rest extends Shape, unknown] ? readonly [...Rest] : Shape;

/** Targets that fit logits of shape `S`: one label per row, or a row of the same shape. */
type FitsLogits<S extends Shape, T extends Shape> = number extends S["length"]
  ? T
  : number extends T["length"]
    ? T
    : T extends S | Batch<S>
      ? T
      : "softmaxCrossEntropy: the targets are neither one label per row nor rows like the logits";

/**
 * Softmax and cross-entropy in one, from logits, averaged over the batch. Computed as ln Σ eᶻ⁻ᵐ − (z[label] − m) with
 * m = max z, it neither overflows nor loses small probabilities. A logit of −∞ rules its class out.
 *
 * @formula −ln softmax(z)[label]; for rows of targets −Σ t ln softmax(z)
 * @derivative (softmax(z) − one-hot) / n; for rows (Σ t · softmax(z) − t) / n
 * @peers Keras `CategoricalCrossentropy` and `SparseCategoricalCrossentropy` (from_logits), PyTorch `nn.CrossEntropyLoss`,
 *   optax `softmax_cross_entropy` and `softmax_cross_entropy_with_integer_labels`
 * @param logits [...batch, classes], floats
 * @param targets `i32` labels [...batch], each in 0 … classes − 1 (another makes its row NaN, which a training step reports);
 * or rows of the logits' shape and dtype: one-hot or any distribution
 * @param options.reduction `mean` (default), `sum`, `halfSum` or `none`
 * @returns a scalar, or with `none` a number per row
 * @throws OpsError `ops/targets`, `ops/option`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 6.2.2.3.
 * @example
 * const loss = softmaxCrossEntropy(network(pixels), labels);
 */
export function softmaxCrossEntropy<S extends Shape, T extends Shape, R extends Reduction = "mean">(
  logits: Tensor<S>,
  targets: Tensor<T> & Valid<FitsLogits<S, T>>,
  options: { readonly reduction?: R } = {},
): Tensor<Reduced<Batch<S>, R>> {
  const { rows, valid } = distributions(logits, targets as Tensor);
  const losses = crossEntropyRows(logits, rows);
  const checked: Tensor =
    valid === undefined ? losses : select(valid, losses, constant(Number.NaN, { dtype: logits.dtype }) as Tensor);
  const loss = reduceErrors("softmaxCrossEntropy", checked, options.reduction ?? "mean");
  return named("softmaxCrossEntropy", loss) as Tensor as Tensor<Reduced<Batch<S>, R>>;
}
