export type { ArrayOf, DType, NumericArray } from "./types/dtype.js";
export type { TensorValue } from "./types/tensorValue.js";
