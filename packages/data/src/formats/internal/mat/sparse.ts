import type { MatSparse } from "../../matValue.js";
import type { StoredType } from "../../storedArray.js";
import { type Element, readElement } from "./element.js";
import type { MatrixHeader } from "./matrixHeader.js";
import { readNumbers, storedNumbers } from "./numbers.js";
import { type MatSource, matCorrupt } from "./source.js";

/**
 * A sparse matrix: the row of each stored element, where each column begins among them, then the values.
 *
 * @throws DataError `mat/corrupt` or `mat/truncated`.
 */
export function readSparse(source: MatSource, header: MatrixHeader): MatSparse {
  const { shape, body, end, complex, logical } = header;
  const [rows, columns] = shape;
  if (rows === undefined || columns === undefined || shape.length > 2) {
    throw matCorrupt(source, body, "a sparse matrix of two dimensions", `[${shape.join(", ")}]`);
  }
  const rowElement = readElement(source, body, end);
  const startElement = readElement(source, rowElement.next, end);
  const rowOf = readIndices(source, rowElement);
  const starts = readIndices(source, startElement);
  const count = starts.at(-1) ?? -1;
  const rising = starts.every((start, i) => (i === 0 ? start === 0 : start >= starts[i - 1]!));
  if (starts.length !== columns + 1 || !rising || count > rowOf.length) {
    const expected = `where each of ${columns} columns begins among ${rowOf.length} elements, and the end`;
    throw matCorrupt(source, startElement.at, expected, `${starts.length} numbers, the last of them ${count}`);
  }
  const outside = rowOf.subarray(0, count).findIndex((row) => row < 0 || row >= rows);
  if (outside !== -1) {
    throw matCorrupt(source, rowElement.at, `rows from 0 to ${rows - 1}`, `${rowOf[outside]} as element ${outside}`);
  }
  const columnOf = new Int32Array(count);
  for (let column = 0; column < columns; column++) columnOf.fill(column, starts[column], starts[column + 1]);

  const realElement = readElement(source, startElement.next, end);
  const dtype: StoredType = logical ? "bool" : "f64";
  // More room than values may be reserved, so that elements can be added.
  const values = (element: Element) => {
    const { stored, numbers } = storedNumbers(source, element);
    const { BYTES_PER_ELEMENT: width } = numbers;
    if (numbers.length < count) {
      throw matCorrupt(source, element.at, `${count} values`, `${numbers.length} of type ${stored}`);
    }
    return readNumbers(source, { ...element, size: count * width }, dtype, [count, 1]);
  };
  return {
    kind: "sparse",
    dtype,
    shape: [rows, columns],
    rows: rowOf.subarray(0, count),
    columns: columnOf,
    data: values(realElement),
    ...(complex ? { imaginary: values(readElement(source, realElement.next, end)) } : {}),
  };
}

/** Indices are not stored in narrower types than i32, as values are. */
function readIndices(source: MatSource, element: Element): Int32Array {
  const { stored, numbers } = storedNumbers(source, element);
  if (stored !== "i32" && stored !== "u32") throw matCorrupt(source, element.at, "indices of type i32", stored);
  return Int32Array.from(numbers as Int32Array);
}
