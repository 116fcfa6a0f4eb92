import { cast, equal, type Initialiser, iota, mul, reshape, type Tensor } from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { requireFinite } from "../errors/requireFinite.js";

/**
 * The identity matrix, or the part of it that the shape has room for: a layer that passes its input on.
 *
 * @formula g on the diagonal, 0 elsewhere
 * @peers Keras `Identity`, PyTorch `nn.init.eye_`, optax —
 * @param options.gain g, any number. Default: 1
 * @throws OpsError `ops/option`, also when it is asked for another shape than [rows, columns]
 * @see Le, Jaitly & Hinton, "A simple way to initialize recurrent networks of rectified linear units" (2015).
 * @example
 * const layer = dense(64, { initial: identityMatrix() });
 */
export function identityMatrix({ gain = 1 }: { readonly gain?: number } = {}): Initialiser {
  requireFinite("identityMatrix", "gain", gain);
  return (shape, _key, dtype) => {
    const [rows, columns] = shape;
    if (rows === undefined || columns === undefined || shape.length > 2) {
      const value = `[${shape.join(", ")}]`;
      throw new OpsError("ops/option", {
        operation: "identityMatrix",
        option: "the shape",
        value,
        expected: "[rows, columns]",
      });
    }
    const row: Tensor = reshape(iota(rows), [rows, 1]);
    return mul(cast(equal(row, iota(columns) as Tensor) as Tensor, dtype), gain);
  };
}
