import type { ArrayOf, DType } from "./dtype.js";

/** Numbers with a shape: what is fed to a program and what comes out of it. Elements are in row-major order. */
export interface TensorValue<D extends DType = DType> {
  readonly dtype: D;
  readonly shape: readonly number[];
  readonly data: ArrayOf[D];
}
