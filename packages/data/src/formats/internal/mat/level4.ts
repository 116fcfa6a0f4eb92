import { DataError } from "../../../errors/dataError.js";
import type { MatClass, MatSparse, MatValue } from "../../matValue.js";
import type { ByteOrder } from "../reorder.js";
import type { Element } from "./element.js";
import { readNumbers } from "./numbers.js";
import { type MatSource, matCorrupt, matSource, matTruncated } from "./source.js";
import { textOf } from "./text.js";
import type { Variable } from "./variable.js";

/** Of each number type of level 4, by its digit: the class that it stands for, its element type here, its code in level 5. */
const types = [
  { class: "double", dtype: "f64", code: 9, width: 8 },
  { class: "single", dtype: "f32", code: 7, width: 4 },
  { class: "int32", dtype: "i32", code: 5, width: 4 },
  { class: "int16", dtype: "i16", code: 3, width: 2 },
  { class: "uint16", dtype: "u16", code: 4, width: 2 },
  { class: "uint8", dtype: "u8", code: 2, width: 1 },
] as const;

const fixedHeader = 20;
const longestName = 4096;

/** The byte order of a file of level 4, by its first numbers: a decimal code `MOPT` and a size. Undefined for other files. */
export function level4Order(bytes: Uint8Array): ByteOrder | undefined {
  if (bytes.length < fixedHeader) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, fixedHeader);
  const fits = (little: boolean) => {
    const nameLength = view.getUint32(16, little);
    return isCode(view.getUint32(0, little)) && nameLength > 0 && nameLength <= longestName;
  };
  if (fits(true)) return "little";
  return fits(false) ? "big" : undefined;
}

const isCode = (code: number): boolean =>
  code < 5000 && Math.floor(code / 100) % 10 === 0 && Math.floor(code / 10) % 10 < types.length && code % 10 < 3;

/**
 * The variables of a file of level 4: for each, five numbers, its name and its elements.
 *
 * @throws DataError `mat/corrupt`, `mat/truncated` or `mat/unsupported`, now or when a variable is read.
 * @see MAT-File Format, "Version 4 MAT-file format".
 */
export function level4Variables(bytes: Uint8Array, order: ByteOrder, file: string): readonly Variable[] {
  const source = matSource({ bytes, order, file });
  const variables: Variable[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { next, ...variable } = readVariable(source, at);
    variables.push(variable);
    at = next;
  }
  return variables;
}

function readVariable(source: MatSource, at: number): Variable & { readonly next: number } {
  const { bytes, view } = source;
  if (at + fixedHeader > bytes.length) throw matTruncated(source, at, "the header of a variable, 20 bytes");
  const [code, rows, columns, imaginary, nameLength] = [0, 4, 8, 12, 16].map((step) =>
    view.getInt32(at + step, source.order === "little"),
  ) as [number, number, number, number, number];
  const type = types[Math.floor(code / 10) % 10];
  if (!isCode(code) || type === undefined) throw matCorrupt(source, at, "a code MOPT of level 4", String(code));
  const machine = Math.floor(code / 1000);
  if (machine > 1) {
    const expected = "numbers of IEEE 754, little-endian (0) or big-endian (1)";
    throw new DataError({ code: "mat/unsupported", file: source.file, offset: at, expected, found: `code ${machine}` });
  }
  if (rows < 0 || columns < 0 || nameLength < 1 || nameLength > longestName) {
    const found = `${rows} rows, ${columns} columns, a name of ${nameLength} bytes`;
    throw matCorrupt(source, at, `a size, and a name of 1 to ${longestName} bytes`, found);
  }
  const nameStart = at + fixedHeader;
  const start = nameStart + nameLength;
  const count = rows * columns;
  const next = start + count * type.width * (imaginary === 0 ? 1 : 2);
  if (next > bytes.length) throw matTruncated(source, start, `[${rows}, ${columns}] elements of ${type.width} bytes`);
  const name = String.fromCharCode(...bytes.subarray(nameStart, start)).replace(/\0.*$/s, "");
  const content: Content = { source, type, start, shape: [rows, columns], complex: imaginary !== 0 };
  const { class: className, shape = content.shape, complex = content.complex, read } = kinds[code % 10]!(content);
  return { name, class: className, shape, complex, read, next };
}

interface Content {
  readonly source: MatSource;
  readonly type: (typeof types)[number];
  readonly start: number;
  readonly shape: readonly [rows: number, columns: number];
  readonly complex: boolean;
}

interface Kind {
  readonly class: MatClass;
  readonly shape?: readonly number[];
  readonly complex?: boolean;
  readonly read: () => MatValue;
}

/** By the last digit of the code: numbers, text, sparse. */
const kinds: readonly ((content: Content) => Kind)[] = [
  (content) => ({ class: content.type.class, read: () => readArray(content) }),
  (content) => ({ class: "char", read: () => readLines(content) }),
  (content) => ({ class: "sparse", ...sparseShape(content), read: () => readTriplets(content) }),
];

/** The elements of the real part (0) or of the imaginary one (1), as a data element of level 5 would hold them. */
function part({ type, start, shape: [rows, columns] }: Content, index: 0 | 1): Element {
  const size = rows * columns * type.width;
  return { type: type.code, at: start, start: start + index * size, size, next: start + (index + 1) * size };
}

function readArray(content: Content): MatValue {
  const { source, type, shape, complex } = content;
  const read = (index: 0 | 1) => readNumbers(source, part(content, index), type.dtype, shape);
  const real = { kind: "array", dtype: type.dtype, shape, data: read(0) } as const;
  return complex ? { ...real, imaginary: read(1) } : real;
}

function readLines(content: Content): MatValue {
  const { source, shape } = content;
  const codes = readNumbers(source, part(content, 0), "f64", [1, shape[0] * shape[1]]);
  return textOf(Uint16Array.from(codes), shape);
}

/** Columns of rows, columns and values, counted from 1; the last line holds the size of the matrix. */
function triplets(content: Content) {
  const { source, shape, start } = content;
  const [lines, width] = shape;
  const data = readNumbers(source, part(content, 0), "f64", [1, lines * width]);
  const column = (index: number) => data.subarray(index * lines, (index + 1) * lines);
  if (lines < 1 || width < 3 || width > 4) {
    throw matCorrupt(source, start, "a sparse matrix as 3 or 4 columns of one line or more", `[${lines}, ${width}]`);
  }
  const rows = column(0).at(-1)!;
  const columns = column(1).at(-1)!;
  if (!isSize(rows) || !isSize(columns)) {
    throw matCorrupt(source, start, "the size of the matrix in the last line", `[${rows}, ${columns}]`);
  }
  return { rows, columns, column, complex: width === 4 };
}

const isSize = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 31;

function sparseShape(content: Content) {
  const { rows, columns, complex } = triplets(content);
  return { shape: [rows, columns], complex };
}

function readTriplets(content: Content): MatSparse {
  const { rows, columns, column, complex } = triplets(content);
  const indices = (values: Float64Array, size: number) =>
    Int32Array.from(values.subarray(0, -1), (value, i) => {
      if (Number.isInteger(value) && value >= 1 && value <= size) return value - 1;
      throw matCorrupt(content.source, content.start, `indices from 1 to ${size}`, `${value} in line ${i}`);
    });
  return {
    kind: "sparse",
    dtype: "f64",
    shape: [rows, columns],
    rows: indices(column(0), rows),
    columns: indices(column(1), columns),
    data: column(2).slice(0, -1),
    ...(complex ? { imaginary: column(3).slice(0, -1) } : {}),
  };
}
