import type { TensorValue } from "@adjoint/core";
import type { Column } from "../../dataset.js";
import { product } from "../../internal/product.js";
import type { Scaler } from "../scaler.js";
import { checkScaler } from "./checkScaler.js";

/** Scaled numbers are floats: double precision stays, all else is single. */
export type Scaled<T extends TensorValue | Column> = TensorValue<T["dtype"] extends "f64" ? "f64" : "f32">;

/**
 * Every number, as batches yield it, together with the shift and scale of its feature.
 *
 * @throws DataError `scaler/malformed` or `scaler/features`.
 */
export function mapFeatures<T extends TensorValue | Column>(
  scaler: Scaler,
  tensor: T,
  change: (value: number, shift: number, scale: number) => number,
): Scaled<T> {
  const { dtype, shape, data } = tensor;
  const width = product(shape.slice(1));
  checkScaler(scaler, width);
  const { factor, offset } = ("scaling" in tensor && tensor.scaling) || { factor: 1, offset: 0 };
  const shift = spread(scaler.shift, width);
  const scale = spread(scaler.scale, width);
  const mapped = dtype === "f64" ? new Float64Array(data.length) : new Float32Array(data.length);
  for (let i = 0, k = 0; i < data.length; i++) {
    mapped[i] = change(factor * data[i]! + offset, shift[k]!, scale[k]!);
    k = k + 1 === width ? 0 : k + 1;
  }
  return { dtype: dtype === "f64" ? "f64" : "f32", shape, data: mapped } as TensorValue as Scaled<T>;
}

const spread = (numbers: number | readonly number[], width: number): Float64Array =>
  typeof numbers === "number" ? new Float64Array(width).fill(numbers) : Float64Array.from(numbers);
