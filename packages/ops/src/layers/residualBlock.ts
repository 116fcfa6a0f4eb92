import { add, type Initialiser, matmul, named, type Shape, type Tensor } from "@adjoint/core";
import { relu } from "../activations/relu.js";
import { requireWhole } from "../errors/requireWhole.js";
import { glorotUniform } from "../initialisers/glorot.js";
import type { DenseShape } from "./dense.js";
import { requireFeatures } from "./internal/requireFeatures.js";
import { requireLayer } from "./internal/requireLayer.js";
import { applyLayer, type Layer, layer, type Same, type ShapeMap } from "./layer.js";

/** The shape stays; it must end in features of known size. */
export interface ResidualBlock extends ShapeMap {
  readonly out: DenseShape<this["in"], number, number> extends Shape
    ? this["in"]
    : DenseShape<this["in"], number, number>;
}

export interface ResidualBlockOptions {
  /** The width inside, ≥ 1. Default: that of the input. */
  readonly units?: number;
  /** σ. Default: `relu`. */
  readonly activation?: Layer<Same>;
  /** First values of W₁ and W₂. Default: `glorotUniform`. */
  readonly initial?: Initialiser;
  /** What its parameters are called: `name`/inner and `name`/outer. Default: its place in the network. */
  readonly name?: string;
}

/**
 * The residual block of two matrices, x + W₂σ(W₁x + b).
 *
 * @formula y = x + σ(x·W₁ + b)·W₂, in rows
 * @derivative with z = σ(x·W₁ + b) and s = (ȳ·W₂ᵀ) ∘ σ′: W̄₂ = zᵀ·ȳ, W̄₁ = xᵀ·s, b̄ = Σ s, x̄ = ȳ + s·W₁ᵀ
 * @peers —
 * @param options width, activation, first values and name
 * @returns a layer that keeps the shape [...batch, features]
 * @throws OpsError `ops/option`, `ops/layer`; when applied: `ops/features`, `ops/shared-layer`
 * @see Haber & Ruthotto, "Stable architectures for deep neural networks" (2018), section 2.
 * @example
 * const network = sequential(dense(50), relu, residualBlock(), residualBlock({ activation: tanh }), dense(5));
 */
export function residualBlock(options: ResidualBlockOptions = {}): Layer<ResidualBlock> {
  const { units, activation = relu, initial = glorotUniform, name: ownName } = options;
  if (units !== undefined) requireWhole("residualBlock", "units", units, 1);
  requireLayer("residualBlock", "its activation", activation);

  return layer(
    "residualBlock",
    (x, { name, training, parameter }) => {
      const features = requireFeatures(name, x);
      const width = units ?? features;
      const first: Tensor = parameter("inner/weights", [features, width], { initial });
      const second: Tensor = parameter("outer/weights", [width, features], { initial });
      const inner: Tensor = add(matmul(x, first) as Tensor, parameter("inner/bias", [width]));
      const active: Tensor = applyLayer(activation, inner, { name: `${name}/${activation.kind}`, training });
      return named(name, add(x, matmul(active, second) as Tensor));
    },
    { name: ownName },
  );
}
