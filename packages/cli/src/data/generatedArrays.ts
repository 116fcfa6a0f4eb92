import type { TensorValue } from "@adjoint/core";
import { type Dataset, holdOut, oneHotTargets, type StoredArray } from "@adjoint/data";

type Arrays = readonly (readonly [name: string, array: StoredArray])[];

/** A matrix whose columns were the rows of another: MATLAB keeps an example in each column. */
function transposed({ dtype, shape, data }: TensorValue): StoredArray {
  const [rows, columns] = shape as readonly [number, number];
  const turned = data.slice();
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) turned[j * rows + i] = data[i * columns + j]!;
  return { dtype, shape: [columns, rows], data: turned } as StoredArray;
}

const part = ({ columns, classes }: Dataset, [points, marks]: readonly [string, string]): Arrays => {
  const { x, labels, y } = columns;
  const ones = labels === undefined ? y! : oneHotTargets(labels, { classes: classes!.length });
  return [
    [points, transposed(x!)],
    [marks, transposed(ones)],
  ];
};

/**
 * What was drawn, as arrays to write: in a `.mat` file `Yt`, `Ct` to train on and `Yv`, `Cv` to validate, an example in each column;
 * elsewhere the columns as they are.
 */
export function generatedArrays(drawn: Dataset, file: string, validation: number, seed: number): Arrays {
  if (!file.toLowerCase().endsWith(".mat")) {
    return Object.entries(drawn.columns).map(([name, column]) => [name, column as StoredArray] as const);
  }
  if (validation === 0) return part(drawn, ["Yt", "Ct"]);
  const stratified = drawn.columns.labels === undefined ? {} : { stratify: "labels" };
  const { rest, held } = holdOut(drawn, { share: validation, seed, ...stratified });
  return [...part(rest, ["Yt", "Ct"]), ...part(held, ["Yv", "Cv"])];
}
