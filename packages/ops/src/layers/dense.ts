import { add, type Dim, type Initialiser, matmul, named, type SameDim, type Shape, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { requireWhole } from "../errors/requireWhole.js";
import { glorotUniform } from "../initialisers/glorot.js";
import { requireFeatures } from "./internal/requireFeatures.js";
import type { ValidCount } from "./internal/validCount.js";
import { type Layer, layer, type ShapeMap } from "./layer.js";

/** `Units` in place of the last dimension, or the reason why not. */
export type DenseShape<S, Inputs extends number, Units extends number> = S extends Shape
  ? number extends S["length"]
    ? Shape
    : S extends readonly [...infer Batch extends Shape, infer Features extends Dim]
      ? Batch extends readonly []
        ? "dense: the input needs a batch dimension before its features"
        : Features extends number
          ? SameDim<Features, Inputs> extends true
            ? readonly [...Batch, Units]
            : `dense: made for ${Inputs} features, applied to ${Features}`
          : `dense: the features must have a size, not the name ${Features & string}`
      : "dense: the input needs a batch dimension before its features"
  : never;

/** The last dimension becomes `Units`. */
export interface LastBecomes<Units extends number, Inputs extends number = number> extends ShapeMap {
  readonly out: DenseShape<this["in"], Inputs, Units>;
}

export interface DenseOptions<Inputs extends number = number> {
  /** The number of features it is made for; applied to another, it is an error. Default: whatever it is first applied to. */
  readonly inputs?: Inputs;
  /** Does it add a bias? Default: true. */
  readonly bias?: boolean;
  /** First weights. Default: `glorotUniform`. */
  readonly initial?: Initialiser;
  /** First biases, a number or an initialiser. Default: 0. */
  readonly initialBias?: number | Initialiser;
  /** What its parameters are called: `name`/weights and `name`/bias. Default: its place in the network. */
  readonly name?: string;
}

/**
 * A fully connected layer.
 *
 * @formula y = x·W + b
 * @derivative x̄ = ȳ·Wᵀ, W̄ = xᵀ·ȳ, b̄ = Σ ȳ over the batch
 * @peers Keras `Dense`, PyTorch `nn.Linear` (whose weight is Wᵀ), optax —
 * @param units the number of outputs, ≥ 1
 * @param options bias, first values and name
 * @returns a layer from [...batch, features] to [...batch, units]; weights are [features, units]
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see Rumelhart, Hinton & Williams, "Learning representations by back-propagating errors" (1986), equation 1.
 * @example
 * const hidden = dense(64, { name: "hidden", initial: heNormal })(pixels);
 */
export function dense<const Units extends number, const Inputs extends number = number>(
  units: ValidCount<Units, "dense: units">,
  options: DenseOptions<Inputs> = {},
): Layer<LastBecomes<Units, Inputs>> {
  const { inputs, bias = true, initial = glorotUniform, initialBias = 0, name } = options;
  requireWhole("dense", "units", units, 1);
  if (inputs !== undefined) requireWhole("dense", "inputs", inputs, 1);
  return layer(
    "dense",
    (x, context) => {
      const features = requireFeatures(context.name, x);
      if (features !== (inputs ?? features)) {
        throw new OpsError("ops/features", { layer: context.name, found: x, expected: `[…batch, ${inputs}]` });
      }
      const weights: Tensor = context.parameter("weights", [features, units], { initial });
      const product: Tensor = matmul(x, weights);
      const y = bias ? add(product, context.parameter("bias", [units], { initial: initialBias })) : product;
      return named(context.name, y);
    },
    { name },
  );
}
