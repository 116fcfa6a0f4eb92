import { DataError } from "../../../errors/dataError.js";
import { product } from "../../../internal/product.js";
import type { MatCell, MatInput, MatSparse, MatStruct, MatText } from "../../matValue.js";
import type { StoredArray, StoredArrayOf, StoredType } from "../../storedArray.js";
import { checkStored } from "../checkStored.js";
import { type ByteOrder, reorder } from "../reorder.js";
import { reverseAxes } from "../reverseAxes.js";
import { storedBytes, storedTypes } from "../storedTypes.js";
import { arrayStart, element, matrixElement, u32 } from "./bytes.js";
import { classCodes, dataTypes, numberCodes } from "./classes.js";

type Pieces = readonly Uint8Array[];

/**
 * A matrix element with this value, as pieces to put one after the other.
 *
 * @param path what the caller knows the value by: the name of the variable, of the field, of the cell.
 * @param name the name within the file; values in cells and structs have none.
 * @throws DataError `mat/unwritable` or `data/tensor`.
 */
export function arrayElement(path: string, name: string, value: MatInput, order: ByteOrder): Pieces {
  if (typeof value === "string") {
    const shape = value === "" ? [0, 0] : [1, value.length];
    return textElement(path, name, { kind: "text", shape, lines: value === "" ? [] : [value] }, order);
  }
  if (!("kind" in value) || value.kind === "array") return numbersElement(path, name, value, order);
  if (value.kind === "text") return textElement(path, name, value, order);
  if (value.kind === "cell") return cellElement(path, name, value, order);
  if (value.kind === "struct") return structElement(path, name, value, order);
  if (value.kind === "sparse") return sparseElement(path, name, value, order);
  throw unwritable("values that are not of MATLAB alone", `"${path}" of class ${value.class}`);
}

function numbersElement(path: string, name: string, array: StoredArray, order: ByteOrder): Pieces {
  checkStored(path, array);
  const { dtype, data, imaginary } = array;
  const shape = matShape(array.shape);
  const start = {
    classCode: classCodes[dtype],
    shape,
    name,
    complex: imaginary !== undefined,
    logical: dtype === "bool",
  };
  return matrixElement(
    [
      ...arrayStart(start, order),
      ...columnMajorElement(dtype, data, shape, order),
      ...(imaginary === undefined ? [] : columnMajorElement(dtype, imaginary, shape, order)),
    ],
    order,
  );
}

/** MATLAB knows nothing below rank 2: a scalar is [1, 1], a vector a row. */
const matShape = (shape: readonly number[]): readonly number[] =>
  shape.length >= 2 ? shape : [1, ...(shape.length === 0 ? [1] : shape)];

function columnMajorElement<T extends StoredType>(
  dtype: T,
  data: StoredArrayOf[T],
  shape: readonly number[],
  order: ByteOrder,
): Pieces {
  const { width, over } = storedTypes[dtype];
  const ordered = over(new ArrayBuffer(data.byteLength), 0, data.length) as StoredArrayOf[T];
  reverseAxes<number | bigint>(data, ordered, shape.toReversed());
  return element(numberCodes[dtype], inOrder(storedBytes(ordered), width, order), order);
}

function inOrder(host: Uint8Array, width: number, order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(host.length);
  reorder(host, bytes, width, order);
  return bytes;
}

function textElement(path: string, name: string, { shape, lines }: MatText, order: ByteOrder): Pieces {
  const width = shape.at(-1) ?? 0;
  if (shape.length < 2 || lines.some((line) => line.length !== width) || lines.length * width !== product(shape)) {
    const expected = "lines of text of one length, which is the last dimension of their shape";
    throw unwritable(expected, `"${path}" [${shape.join(", ")}] of ${lines.length} lines`);
  }
  const units = Uint16Array.from(lines.join("").split(""), (unit) => unit.charCodeAt(0));
  const ordered = units.slice();
  reverseAxes(units, ordered, shape.toReversed());
  const plain = ordered.every((unit) => unit < 0x80);
  const characters = plain
    ? element(dataTypes.utf8, Uint8Array.from(ordered), order)
    : element(dataTypes.utf16, inOrder(storedBytes(ordered), 2, order), order);
  return matrixElement([...arrayStart({ classCode: classCodes.char, shape, name }, order), ...characters], order);
}

function cellElement(path: string, name: string, { shape, cells }: MatCell, order: ByteOrder): Pieces {
  checkCount(path, shape, cells.length);
  const values = columnMajor(shape, cells).flatMap((cell, i) => arrayElement(`${path}{${i + 1}}`, "", cell, order));
  return matrixElement([...arrayStart({ classCode: classCodes.cell, shape, name }, order), ...values], order);
}

function structElement(path: string, name: string, { shape, fields }: MatStruct, order: ByteOrder): Pieces {
  const names = [...fields.keys()];
  for (const field of names) checkName(field, `a field of "${path}"`);
  for (const values of fields.values()) checkCount(path, shape, values.length);
  const longest = Math.max(1, ...names.map((field) => field.length + 1));
  const padded = new TextEncoder().encode(names.map((field) => field.padEnd(longest, "\0")).join(""));
  const places = Array.from({ length: names.length === 0 ? 0 : product(shape) }, (_, i) => i);
  const values = columnMajor(shape, places).flatMap((place) =>
    names.flatMap((field) => arrayElement(`${path}.${field}`, "", fields.get(field)![place]!, order)),
  );
  return matrixElement(
    [
      ...arrayStart({ classCode: classCodes.struct, shape, name }, order),
      ...element(numberCodes.i32, u32([longest], order), order),
      ...element(numberCodes.i8, padded, order),
      ...values,
    ],
    order,
  );
}

function sparseElement(path: string, name: string, sparse: MatSparse, order: ByteOrder): Pieces {
  const { dtype, shape, rows, columns, data, imaginary } = sparse;
  const count = data.length;
  const within = (indices: Int32Array, size: number) =>
    indices.length === count && indices.every((index) => index >= 0 && index < size);
  if ((dtype !== "f64" && dtype !== "bool") || !within(rows, shape[0]) || !within(columns, shape[1])) {
    const expected = "a sparse matrix of f64 or bool, each element with a row and a column of it";
    throw unwritable(expected, `"${path}" [${shape.join(", ")}] of ${dtype} with ${count} elements`);
  }
  const places = Array.from({ length: count }, (_, i) => i);
  places.sort((a, b) => columns[a]! - columns[b]! || rows[a]! - rows[b]!);
  const twice = places.find((place, i) => {
    const next = places[i + 1];
    return next !== undefined && rows[place] === rows[next] && columns[place] === columns[next];
  });
  if (twice !== undefined) {
    throw unwritable("one element for each place", `"${path}" twice at [${rows[twice]}, ${columns[twice]}]`);
  }
  const starts = new Uint32Array(shape[1] + 1);
  for (const column of columns) starts[column + 1]!++;
  for (let column = 0; column < shape[1]; column++) starts[column + 1]! += starts[column]!;
  const values = (from: typeof data) => {
    const sorted = from.slice() as Float64Array;
    places.forEach((place, i) => {
      sorted[i] = from[place] as number;
    });
    return element(numberCodes[dtype], inOrder(storedBytes(sorted), storedTypes[dtype].width, order), order);
  };
  const start = { classCode: classCodes.sparse, shape, name, room: Math.max(count, 1), logical: dtype === "bool" };
  return matrixElement(
    [
      ...arrayStart({ ...start, complex: imaginary !== undefined }, order),
      ...element(
        numberCodes.i32,
        u32(
          places.map((place) => rows[place]!),
          order,
        ),
        order,
      ),
      ...element(numberCodes.i32, u32(starts, order), order),
      ...values(data),
      ...(imaginary === undefined ? [] : values(imaginary)),
    ],
    order,
  );
}

function columnMajor<T>(shape: readonly number[], values: readonly T[]): readonly T[] {
  const ordered = [...values];
  reverseAxes(values, ordered, shape.toReversed());
  return ordered;
}

function checkCount(path: string, shape: readonly number[], count: number): void {
  if (shape.length >= 2 && count === product(shape)) return;
  throw unwritable(
    "one value for each place of a shape of rank 2 or more",
    `"${path}" [${shape.join(", ")}] of ${count}`,
  );
}

/** MATLAB's `namelengthmax`. */
const longestName = 63;

/**
 * Refuses what MATLAB could not call a variable or a field.
 *
 * @throws DataError `mat/unwritable`.
 */
export function checkName(name: string, what: string): void {
  if (/^[A-Za-z]\w*$/.test(name) && name.length <= longestName) return;
  const expected = `${what} by a name of letters, digits and underscores, a letter first, ${longestName} at most`;
  throw unwritable(expected, JSON.stringify(name));
}

const unwritable = (expected: string, found: string): DataError =>
  new DataError({ code: "mat/unwritable", expected, found });
