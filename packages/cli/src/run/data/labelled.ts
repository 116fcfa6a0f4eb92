import type { TensorValue } from "@adjoint/core";
import { type Column, type Columns, classCounts, type Dataset, dataset } from "@adjoint/data";

/** A column of whole numbers as labels, and how many classes they count. */
export function labelled({ columns, classes }: Dataset<Columns>, name: string): Dataset {
  const { data, shape } = columns[name]! as TensorValue;
  const labels: Column = { dtype: "i32", shape: [shape[0]!], data: Int32Array.from(data as ArrayLike<number>) };
  const count = classCounts({ ...columns[name]!, shape: [data.length] } as TensorValue).length;
  return dataset(
    { ...columns, labels },
    { classes: classes ?? Array.from({ length: count }, (_, label) => String(label)) },
  );
}
