import type { ArrayOf } from "@adjoint/core";
import { optionError } from "../errors/optionError.js";

/** Element types of numbers that are drawn or measured. */
export type Float = "f32" | "f64";

/**
 * Numbers in the asked precision.
 *
 * @throws DataError `data/option` for another element type.
 */
export function floats<D extends Float>(dtype: D, numbers: ArrayLike<number>): ArrayOf[D] {
  const isFloat = dtype === "f32" || dtype === "f64";
  if (!isFloat) throw optionError("dtype", '"f32" or "f64"', dtype);
  return (dtype === "f32" ? Float32Array.from(numbers) : Float64Array.from(numbers)) as ArrayOf[D];
}
