import { product } from "../../../internal/product.js";
import type { MatArray, MatCell, MatStruct, MatValue } from "../../matValue.js";
import { reverseAxes } from "../reverseAxes.js";
import { dtypeOfClass, numberCodes } from "./classes.js";
import { type Element, readElement } from "./element.js";
import { latin1, type MatrixHeader, readMatrixHeader } from "./matrixHeader.js";
import { readNumbers, storedNumbers } from "./numbers.js";
import { type MatSource, matCorrupt } from "./source.js";
import { readSparse } from "./sparse.js";
import { readText } from "./text.js";

/** Cells within cells and structs within structs, as deep as this; deeper is no data but an attack on the stack. */
const deepest = 100;

/** One value for all empty elements of cells, so that a forged cell cannot multiply it. */
const nothing: MatArray = Object.freeze({ kind: "array", dtype: "f64", shape: [0, 0], data: new Float64Array(0) });

/**
 * The value of a matrix element whose header has been read.
 *
 * @param depth of cells and structs around it.
 * @throws DataError `mat/corrupt` or `mat/truncated`.
 */
export function readMatrix(source: MatSource, header: MatrixHeader, depth = 0): MatValue {
  const { class: name, shape, complex } = header;
  const dtype = dtypeOfClass.get(name);
  if (dtype !== undefined) {
    const real = firstElement(source, header);
    const data = readNumbers(source, real, dtype, shape);
    if (!complex) return { kind: "array", dtype, shape, data };
    const imaginary = readNumbers(source, firstElement(source, { ...header, body: real.next }), dtype, shape);
    return { kind: "array", dtype, shape, data, imaginary };
  }
  if (name === "char") return readText(source, firstElement(source, header), shape);
  if (name === "cell") return readCell(source, header, depth);
  if (name === "struct") return readStruct(source, header, depth);
  if (name === "sparse") return readSparse(source, header);
  return { kind: "skipped", class: name };
}

/** The element with the values; of an empty array it may be missing. */
function firstElement(source: MatSource, { shape, body, end }: MatrixHeader): Element {
  if (body < end || !shape.includes(0)) return readElement(source, body, end);
  return { type: numberCodes.u8, at: body, start: body, size: 0, next: body };
}

function readCell(source: MatSource, header: MatrixHeader, depth: number): MatCell {
  const { shape, body, end } = header;
  const values = readValues(source, body, end, product(shape), depth);
  return { kind: "cell", shape, cells: rowMajorOrder(shape, values.length).map((i) => values[i]!) };
}

function readStruct(source: MatSource, header: MatrixHeader, depth: number): MatStruct {
  const { shape, body, end } = header;
  const lengthElement = readElement(source, body, end);
  const [length] = storedNumbers(source, lengthElement).numbers;
  const namesElement = readElement(source, lengthElement.next, end);
  const { size } = namesElement;
  if (typeof length !== "number" || !(length > 0) || size % length !== 0) {
    const expected = "the length of field names, then names of that length";
    throw matCorrupt(source, lengthElement.at, expected, `length ${length}, ${size} bytes of names`);
  }
  const names = Array.from({ length: size / length }, (_, i) => {
    const name = latin1(source, { ...namesElement, start: namesElement.start + i * length, size: length });
    return name.replace(/\0.*$/s, "");
  });
  if (names.length === 0) return { kind: "struct", shape, fields: new Map() };
  const count = product(shape);
  const values = readValues(source, namesElement.next, end, count * names.length, depth);
  const order = rowMajorOrder(shape, count);
  const fields = new Map(names.map((name, k) => [name, order.map((i) => values[i * names.length + k]!)]));
  if (fields.size < names.length)
    throw matCorrupt(source, namesElement.at, "field names that differ", names.join(", "));
  return { kind: "struct", shape, fields };
}

/** As many matrix elements as `count`, one after the other. */
function readValues(source: MatSource, start: number, end: number, count: number, depth: number): readonly MatValue[] {
  if (depth === deepest)
    throw matCorrupt(source, start, `at most ${deepest} levels of cells and structs`, "more levels");
  if (count * 8 > end - start) throw matCorrupt(source, start, `${count} values`, `${end - start} bytes for them`);
  const values: MatValue[] = [];
  for (let at = start; values.length < count; ) {
    const element = readElement(source, at, end);
    const header = readMatrixHeader(source, element);
    values.push(element.size === 0 ? nothing : readMatrix(source, header, depth + 1));
    at = element.next;
  }
  return values;
}

/** For each place in row-major order, the place of that element in column-major order. */
function rowMajorOrder(shape: readonly number[], count: number): readonly number[] {
  const places = Array.from({ length: count }, (_, i) => i);
  const order = new Array<number>(count).fill(0);
  reverseAxes(places, order, shape);
  return order;
}
