import { AdjointError } from "../../errors/adjointError.js";
import type { Tensor } from "../../graph/tensor.js";
import type { DType } from "../../types/dtype.js";

export const floats: readonly DType[] = ["f32", "f64"];
export const numbers: readonly DType[] = ["f32", "f64", "i32"];
export const everything: readonly DType[] = ["f32", "f64", "i32", "u8", "bool"];

/** Is this the dtype of a real-valued tensor, one that has derivatives? */
export const isFloat = (dtype: DType): boolean => dtype === "f32" || dtype === "f64";

/** The common dtype of the inputs; throws unless it is one of `allowed`. Nothing is converted silently. */
export function commonDType(operation: string, inputs: readonly Tensor[], allowed: readonly DType[]): DType {
  const [first, ...rest] = inputs as readonly [Tensor, ...Tensor[]];
  for (const other of rest) {
    if (other.dtype !== first.dtype) throw new AdjointError("dtype/differ", { operation, left: first, right: other });
  }
  if (!allowed.includes(first.dtype))
    throw new AdjointError("dtype/unsupported", { operation, tensor: first, allowed });
  return first.dtype;
}
