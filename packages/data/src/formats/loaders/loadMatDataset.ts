import type { TensorValue } from "@adjoint/core";
import { DataError } from "../../errors/dataError.js";
import { type Labelled, labelled } from "../../generators/labelled.js";
import type { Float } from "../../internal/floats.js";
import { readBytes } from "../../internal/readBytes.js";
import { denseOf } from "../denseOf.js";
import { reverseAxes } from "../internal/reverseAxes.js";
import type { MatValue } from "../matValue.js";
import { readMat } from "../readMat.js";
import { tensorOf } from "../tensorOf.js";

/** The variables of one part of a data set. */
export interface MatNames {
  /** The points: a matrix [dimensions, size], each column an example. */
  readonly x: string;
  /** Their classes: a matrix [classes, size], each column a 1 in the row of its class and zeros. */
  readonly labels: string;
}

export interface LoadMatOptions<D extends Float = "f32"> {
  /** Default `{ x: "Yt", labels: "Ct" }`. */
  readonly train?: MatNames;
  /** Default `{ x: "Yv", labels: "Cv" }`. */
  readonly validation?: MatNames;
  /** Element type of `x`. Default `"f32"`. */
  readonly dtype?: D;
}

/** Points to train on and points to validate with. */
export interface MatSets<D extends Float = "f32"> {
  readonly train: Labelled<D>;
  readonly validation: Labelled<D>;
}

/**
 * Loads a data set for classification from a MAT-file, laid out as course material does: `Yt` and `Yv` hold a point in each
 * column, `Ct` and `Cv` its class as a 1 among zeros. The file has each example in a column, the outcome in a row.
 *
 * Such files are often sorted by class: shuffle the batches.
 *
 * @param file path of a MAT-file of any level.
 * @returns `x` [size, dimensions] and `labels` i32 [size] of either part, in the order of the file.
 * @throws DataError `data/contents` for variables of another kind or shape; `data/unreadable`; as `readMat`, such as
 * `mat/variable` for a name that the file lacks.
 * @example
 * const { train, validation } = await loadMatDataset("PeaksData.mat");
 * for (const { x, labels } of batches(train, { size: 32, shuffle: 1 })) step.run({ x, labels });
 */
export async function loadMatDataset<D extends Float = "f32">(
  file: string,
  options: LoadMatOptions<D> = {},
): Promise<MatSets<D>> {
  const { train = { x: "Yt", labels: "Ct" }, validation = { x: "Yv", labels: "Cv" } } = options;
  const { dtype = "f32" as D } = options;
  const only = [train.x, train.labels, validation.x, validation.labels];
  const { variables } = await readMat(await readBytes(file), { file, only });
  const part = ({ x, labels }: MatNames) => partOf(file, dtype, [x, variables.get(x)], [labels, variables.get(labels)]);
  return { train: part(train), validation: part(validation) };
}

type Named = readonly [name: string, value: MatValue | undefined];

function partOf<D extends Float>(file: string, dtype: D, x: Named, labels: Named): Labelled<D> {
  const points = matrixOf(file, x);
  const marks = matrixOf(file, labels);
  const [dimensions, size] = points.shape as [number, number];
  const classes = marks.shape[0]!;
  if (marks.shape[1] !== size) {
    const expected = `"${labels[0]}" with ${size} columns, one for each of "${x[0]}"`;
    throw contents(file, expected, `[${marks.shape.join(", ")}]`);
  }
  const rows = new Float64Array(size * dimensions);
  reverseAxes(points.data, rows, [size, dimensions]);
  const names = Array.from({ length: classes }, (_, label) => String(label));
  return labelled(dtype, rows, classesOf(file, labels[0], marks), names);
}

function matrixOf(file: string, [name, value]: Named): TensorValue {
  const array = value?.kind === "sparse" ? denseOf(value) : value;
  if (array?.kind === "array" && array.shape.length === 2 && array.imaginary === undefined && array.data.length > 0) {
    return tensorOf(array, { name });
  }
  const found = array?.kind === "array" ? `[${array.shape.join(", ")}]` : (array?.kind ?? "an object of MATLAB");
  throw contents(file, `"${name}": a matrix of real numbers with a column for each example`, found);
}

/** The row of the 1 in each column. */
function classesOf(file: string, name: string, { shape, data }: TensorValue): Int32Array {
  const [classes, size] = shape as [number, number];
  return Int32Array.from({ length: size }, (_, column) => {
    const marks = Array.from({ length: classes }, (_, row) => data[row * size + column]!);
    const label = marks.indexOf(1);
    if (label !== -1 && marks.every((mark, row) => mark === (row === label ? 1 : 0))) return label;
    const expected = `"${name}": a 1 among zeros in each column`;
    throw contents(file, expected, `${marks.slice(0, 10).join(", ")} in column ${column + 1}`);
  });
}

const contents = (file: string, expected: string, found: string): DataError =>
  new DataError({
    code: "data/contents",
    file,
    expected,
    found,
    remedy: "Tell the names of the variables by `train` and `validation`, or bring them into this form.",
  });
