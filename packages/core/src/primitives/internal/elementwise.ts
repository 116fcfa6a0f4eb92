import { AdjointError } from "../../errors/adjointError.js";
import type { Signature } from "../../graph/primitive.js";
import type { Tensor } from "../../graph/tensor.js";
import type { DType } from "../../types/dtype.js";
import { sameShape } from "../../types/sameShape.js";
import { commonDType } from "./dtypes.js";

/** Elementwise primitives take operands of one shape; the public functions broadcast before they get here. */
export function requireSameShape(operation: string, inputs: readonly Tensor[]): void {
  const [first, ...rest] = inputs as readonly [Tensor, ...Tensor[]];
  for (const other of rest) {
    if (!sameShape(other.shape, first.shape))
      throw new AdjointError("elementwise/shapes-differ", { operation, left: first, right: other });
  }
}

/** The signature of an elementwise primitive whose result has the dtype of its operands. */
export function elementwiseSignature(
  operation: string,
  inputs: readonly Tensor[],
  allowed: readonly DType[],
): Signature {
  requireSameShape(operation, inputs);
  return { shape: inputs[0]!.shape, dtype: commonDType(operation, inputs, allowed) };
}
