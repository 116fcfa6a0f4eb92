import { greater, mul, select, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { requireFinite } from "../errors/requireFinite.js";
import { type Layer, layer, type Same } from "../layers/layer.js";

export interface PreluOptions {
  /** The first slope. Default: 0.25. */
  readonly initial?: number;
  /** One slope for all features, instead of one for each. Default: false. */
  readonly shared?: boolean;
  /** What its parameter is called: `name`/slope. Default: its place in the network. */
  readonly name?: string;
}

/**
 * A leaky rectified linear unit whose slope is learned. The slope should not be regularised, which would make it a `relu`.
 *
 * @formula x for x > 0, else s·x, with one s for each feature or one for all
 * @derivative x̄ = ȳ for x > 0, else ȳ·s; s̄ = Σ ȳ·min(x, 0)
 * @peers Keras `PReLU` (one slope per unit, first 0), PyTorch `nn.PReLU` (shared), optax —
 * @param options first slope, whether features share it, and name
 * @returns a layer that keeps the shape [...batch, features]; its slope is [features], or [1] when it is shared
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see He, Zhang, Ren & Sun, "Delving deep into rectifiers" (2015), equation 1.
 * @example
 * const network = sequential(dense(64), prelu(), dense(10));
 */
export function prelu({ initial = 0.25, shared = false, name }: PreluOptions = {}): Layer<Same> {
  requireFinite("prelu", "initial", initial);
  return layer(
    "prelu",
    (x, context) => {
      const features = shared ? 1 : x.shape.at(-1);
      if (typeof features !== "number") {
        const expected = "[…batch, features] with a size for the features";
        throw new OpsError("ops/features", { layer: context.name, found: x, expected });
      }
      const below: Tensor = mul(x, context.parameter("slope", [features], { initial }));
      return select(greater(x, 0), x, below);
    },
    { name },
  );
}
