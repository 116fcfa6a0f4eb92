import type { TensorValue } from "@adjoint/core";
import type { Column, Columns, ScaledColumn } from "../dataset.js";

/** Some examples of a data set, one tensor of shape [batch, …] for each column; those with `scaling` as f32. */
export type Batch<C extends Columns = Columns> = { readonly [Name in keyof C]: BatchTensor<C[Name]> };

type BatchTensor<C extends Column> = C extends ScaledColumn ? TensorValue<"f32"> : TensorValue<C["dtype"]>;

/** One example of a data set, as batches yield it, without the dimension of the batch. */
export type Example<C extends Columns = Columns> = Batch<C>;
