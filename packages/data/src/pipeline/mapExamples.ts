import type { DType, NumericArray, TensorValue } from "@adjoint/core";
import { type Columns, type Dataset, dataset as datasetOf, type PlainColumn } from "../dataset.js";
import { DataError } from "../errors/dataError.js";
import { checkTensor } from "../internal/checkTensor.js";
import { elements } from "../internal/elements.js";
import { product } from "../internal/product.js";
import type { Example } from "./batch.js";
import { exampleAt } from "./internal/exampleAt.js";

/** Columns made of what a function returned for each example. */
export type Mapped<E extends Readonly<Record<string, TensorValue>>> = {
  readonly [Name in keyof E]: E[Name] extends TensorValue<infer D extends DType> ? PlainColumn<D> : never;
};

/**
 * A data set of what a function makes of each example.
 *
 * @param change is given each example as batches yield it, scaled if its columns are, and its place. It must return tensors of
 * the same names, shapes and element types for all; they are copied.
 * @returns a data set of as many examples; classes are kept.
 * @throws DataError `data/columns` for no examples at all, since nothing tells what their columns would be; `data/examples`
 * when examples differ; `data/tensor`.
 * @example
 * const polar = mapExamples(points, ({ x, labels }) => {
 *   const [a, b] = x.data as unknown as [number, number];
 *   return { x: { dtype: "f32", shape: [2], data: Float32Array.of(Math.hypot(a, b), Math.atan2(b, a)) }, labels };
 * });
 */
export function mapExamples<C extends Columns, E extends Readonly<Record<string, TensorValue>>>(
  dataset: Dataset<C>,
  change: (example: Example<C>, index: number) => E,
): Dataset<Mapped<E>> {
  const { size, classes } = dataset;
  if (size === 0) throw new DataError({ code: "data/columns", expected: "one example or more", found: "none" });
  const first = change(exampleAt(dataset, 0), 0);
  const columns = Object.fromEntries(
    Object.entries<TensorValue>(first).map(([name, { dtype, shape }]) => {
      const data: NumericArray = elements[dtype].over(new ArrayBuffer(size * product(shape) * elements[dtype].width));
      return [name, { dtype, shape: [size, ...shape], data }];
    }),
  );
  for (let row = 0; row < size; row++) {
    const example = row === 0 ? first : change(exampleAt(dataset, row), row);
    checkAlike(first, example, row);
    for (const [name, value] of Object.entries<TensorValue>(example)) {
      checkTensor(name, value);
      columns[name]!.data.set(value.data, row * value.data.length);
    }
  }
  return datasetOf(columns, classes === undefined ? {} : { classes }) as Dataset<Columns> as Dataset<Mapped<E>>;
}

function checkAlike(
  first: Readonly<Record<string, TensorValue>>,
  other: Readonly<Record<string, TensorValue>>,
  row: number,
): void {
  if (signature(first) === signature(other)) return;
  throw new DataError({
    code: "data/examples",
    expected: `${signature(first)}, as in example 0`,
    found: `${signature(other)} in example ${row}`,
  });
}

const signature = (example: Readonly<Record<string, TensorValue>>): string =>
  Object.entries(example)
    .map(([name, { dtype, shape }]) => `"${name}" ${dtype} [${shape.join(", ")}]`)
    .toSorted()
    .join(", ");
