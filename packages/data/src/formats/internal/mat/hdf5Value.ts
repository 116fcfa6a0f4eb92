import type * as h5wasm from "h5wasm";
import { product } from "../../../internal/product.js";
import type { MatArray, MatClass, MatSparse, MatStruct, MatValue } from "../../matValue.js";
import type { StoredArrayOf, StoredType } from "../../storedArray.js";
import { reverseAxes } from "../reverseAxes.js";
import { storedTypes } from "../storedTypes.js";
import { dtypeOfClass } from "./classes.js";
import { textOf } from "./text.js";
import type { MatEntry } from "./variable.js";

/** The classes of the HDF5 library. */
export type Hdf5 = Pick<typeof h5wasm, "Dataset" | "Group" | "Reference">;
export type Hdf5Node = h5wasm.Dataset | h5wasm.Group;

/** Takes bytes from what may be read; throws when nothing is left. */
export type Budget = (bytes: number) => void;

/** What a value takes at least, so that references in circles come to an end soon. */
const leastBytes = 512;

/**
 * Class and shape of a variable.
 *
 * @throws Error where the file is not as MATLAB writes it.
 */
export function hdf5Entry(hdf5: Hdf5, node: Hdf5Node): Omit<MatEntry, "name"> {
  const className = classOf(hdf5, node);
  return { class: className, shape: shapeOf(hdf5, node, className), complex: isComplex(hdf5, node) };
}

/**
 * The value of a variable, a cell or a field.
 *
 * MATLAB writes dimensions backwards, so that HDF5's row-major order is its own column-major order.
 *
 * @throws Error where the file is not as MATLAB writes it; what `budget` throws.
 */
export function hdf5Value(hdf5: Hdf5, node: Hdf5Node, budget: Budget): MatValue {
  budget(leastBytes);
  const className = classOf(hdf5, node);
  const shape = shapeOf(hdf5, node, className);
  if (className === "sparse") return sparseOf(hdf5, node as h5wasm.Group, shape, budget);
  if (className === "struct") return structOf(hdf5, node, shape, budget);
  const dtype = dtypeOfClass.get(className);
  if (dtype === undefined && className !== "char" && className !== "cell") return { kind: "skipped", class: className };
  if (!(node instanceof hdf5.Dataset)) throw new Error(`a group of class ${className}`);
  const empty = isEmpty(node);
  if (!empty) budget(node.metadata.total_size * node.metadata.size);
  if (className === "char") {
    return textOf(empty ? new Uint16Array(0) : Uint16Array.from(numbersOf(node) as Uint16Array), shape);
  }
  if (className === "cell") return { kind: "cell", shape, cells: empty ? [] : referred(hdf5, node, shape, budget) };
  return arrayOf(node, dtype!, shape, empty);
}

/**
 * A member of a group.
 *
 * @throws Error where there is none, or a link that leads nowhere.
 */
export function nodeOf(group: h5wasm.Group, name: string): Hdf5Node {
  const node = group.get(name);
  if (node !== null && "attrs" in node) return node as Hdf5Node;
  throw new Error(`"${name}", which leads nowhere`);
}

function classOf(hdf5: Hdf5, node: Hdf5Node): MatClass {
  const { attrs } = node;
  if ("MATLAB_sparse" in attrs) return "sparse";
  const name = textOfAttribute(attrs.MATLAB_class);
  if (name === "canonical empty") return "double";
  if (typeof name === "string") return known.has(name) ? (name as MatClass) : "opaque";
  // Files of other programs do not say.
  if (node instanceof hdf5.Dataset) return classByNumbers(node);
  return node instanceof hdf5.Group ? "struct" : "opaque";
}

/** Of variable length, a damaged attribute can claim any length; MATLAB writes the class in a fixed one. */
function textOfAttribute(attribute: h5wasm.Attribute | undefined): unknown {
  if (attribute === undefined) return undefined;
  const { type, vlen, size, total_size: count } = attribute.metadata;
  return type === hdf5Types.text && !vlen && count === 1 && size <= longestClass ? attribute.value : undefined;
}

const longestClass = 256;

/** The value is not asked for before its type is known, for the same reason. */
function numberOfAttribute(attribute: h5wasm.Attribute): number {
  const { type, total_size: count } = attribute.metadata;
  if (type === hdf5Types.integer && count === 1) return Number(attribute.value);
  throw new Error(`an attribute "${attribute.name}" that is no number`);
}

const known: ReadonlySet<string> = new Set([...dtypeOfClass.keys(), "char", "cell", "struct", "function_handle"]);

function classByNumbers({ metadata }: h5wasm.Dataset): MatClass {
  const { type, size, signed } = metadata;
  if (type === hdf5Types.float) return size === 4 ? "single" : "double";
  if (type === hdf5Types.compound) return size === 8 ? "single" : "double";
  if (type === hdf5Types.reference) return "cell";
  return type === hdf5Types.integer ? (`${signed ? "" : "u"}int${8 * size}` as MatClass) : "opaque";
}

/** H5T_class_t */
const hdf5Types = { integer: 0, float: 1, text: 3, compound: 6, reference: 7 } as const;

function isEmpty({ attrs }: h5wasm.Dataset): boolean {
  const { MATLAB_empty: mark } = attrs;
  return mark !== undefined && numberOfAttribute(mark) !== 0;
}

const isComplex = (hdf5: Hdf5, node: Hdf5Node): boolean =>
  node instanceof hdf5.Dataset && node.metadata.type === hdf5Types.compound;

function shapeOf(hdf5: Hdf5, node: Hdf5Node, className: MatClass): readonly number[] {
  if (className === "sparse") {
    const columns = (node as h5wasm.Group).get("jc");
    const starts = columns instanceof hdf5.Dataset ? (columns.shape?.[0] ?? 1) : 1;
    return [numberOfAttribute(node.attrs.MATLAB_sparse!), starts - 1];
  }
  if (node instanceof hdf5.Dataset) {
    const shape = isEmpty(node) ? emptyShape(node) : (node.shape ?? []).toReversed();
    if (shape.some((size) => !Number.isSafeInteger(size) || size < 0))
      throw new Error(`the shape [${shape.join(", ")}]`);
    return shape.length >= 2 ? shape : [1, ...(shape.length === 0 ? [1] : shape)];
  }
  if (className !== "struct") return [];
  const field = structFields(hdf5, node as h5wasm.Group)[0];
  return field !== undefined && isStructArray(hdf5, field.node) ? shapeOf(hdf5, field.node, "cell") : [1, 1];
}

const mostDimensions = 64;

/** Of an empty array, the elements are its shape. */
function emptyShape(node: h5wasm.Dataset): readonly number[] {
  if (node.metadata.total_size > mostDimensions) throw new Error(`${node.metadata.total_size} dimensions`);
  const shape = Array.from(numbersOf(node), Number);
  if (shape.includes(0)) return shape;
  throw new Error(`an empty array of shape [${shape.join(", ")}]`);
}

function arrayOf(node: h5wasm.Dataset, dtype: StoredType, shape: readonly number[], empty: boolean): MatArray {
  const count = empty ? 0 : product(shape);
  const ordered = (numbers: ArrayLike<number | bigint>) => {
    const data = storedTypes[dtype].over(new ArrayBuffer(count * storedTypes[dtype].width), 0, count);
    if (numbers.length !== count) throw new Error(`${numbers.length} elements for shape [${shape.join(", ")}]`);
    const bits = dtype === "bool" ? Uint8Array.from(numbers as Uint8Array, (value) => (value ? 1 : 0)) : numbers;
    reverseAxes<number | bigint>(bits, data, shape);
    return data as StoredArrayOf[StoredType];
  };
  if (empty) return { kind: "array", dtype, shape, data: ordered([]) };
  if (node.metadata.type !== hdf5Types.compound) {
    return {
      kind: "array",
      dtype,
      shape,
      data: isLarge(node) ? inSlices(node, dtype, shape) : ordered(numbersOf(node)),
    };
  }
  const { compound_type: compound } = node.metadata;
  const { value } = compound?.members.every(({ type }) => type <= hdf5Types.float) ? node : { value: undefined };
  if (!Array.isArray(value)) throw new Error(`"${node.path}" without complex numbers`);
  const pairs = value as unknown as readonly (readonly [number, number])[];
  const part = (index: 0 | 1) => ordered(pairs.map((pair) => pair[index]));
  return { kind: "array", dtype, shape, data: part(0), imaginary: part(1) };
}

/** Bytes from which the library is asked for a slice after the other: what it returns is there once more in its own memory. */
const worthSlices = 1 << 20;

const isLarge = ({ metadata: { type, vlen, total_size: count, size }, shape }: h5wasm.Dataset): boolean =>
  !vlen && type <= hdf5Types.float && count * size >= worthSlices && (shape?.[0] ?? 1) > 1;

/** The numbers of a data set, an eighth of it at a time, or as few rows of chunks as have a megabyte. */
function inSlices(node: h5wasm.Dataset, dtype: StoredType, shape: readonly number[]): StoredArrayOf[StoredType] {
  const { total_size: count, size, chunks } = node.metadata;
  const sizes = node.shape!;
  const [rows] = sizes as [number];
  if (count !== product(shape)) throw new Error(`${count} elements for shape [${shape.join(", ")}]`);
  const chunk = chunks?.[0] ?? 1;
  const rowBytes = (count / rows) * size;
  const together = chunk * Math.max(1, Math.floor(Math.max(worthSlices, (count * size) / 8) / (rowBytes * chunk)));
  const data = storedTypes[dtype].over(new ArrayBuffer(count * storedTypes[dtype].width), 0, count);
  for (let row = 0; row < rows; row += together) {
    const value = node.slice([
      [row, Math.min(row + together, rows)],
      ...sizes.slice(1).map((end): [number, number] => [0, end]),
    ]);
    const numbers = numbersIn(node, value);
    const bits = dtype === "bool" ? Uint8Array.from(numbers as Uint8Array, (flag) => (flag ? 1 : 0)) : numbers;
    reverseAxes<number | bigint>(bits, data, shape, row * (count / rows));
  }
  return data;
}

/** The numbers of a data set; a scalar comes as a number of its own. */
const numbersOf = (node: h5wasm.Dataset): ArrayLike<number | bigint> => {
  const { type, vlen } = node.metadata;
  const numeric = !vlen && (type === hdf5Types.integer || type === hdf5Types.float);
  return numbersIn(node, numeric ? node.value : null);
};

/** What the library returned of a data set, as numbers. */
function numbersIn(node: h5wasm.Dataset, value: unknown): ArrayLike<number | bigint> {
  if (ArrayBuffer.isView(value)) return value as unknown as ArrayLike<number>;
  if (typeof value === "number" || typeof value === "bigint") return [value];
  throw new Error(`"${node.path}" without numbers`);
}

function sparseOf(hdf5: Hdf5, group: h5wasm.Group, shape: readonly number[], budget: Budget): MatSparse {
  const member = (name: string): ArrayLike<number | bigint> => {
    const node = group.get(name);
    if (node === null && name !== "jc") return [];
    if (!(node instanceof hdf5.Dataset)) throw new Error(`a sparse matrix without "${name}"`);
    budget(node.metadata.total_size * node.metadata.size);
    return numbersOf(node);
  };
  const starts = Array.from(member("jc"), Number);
  const rows = Int32Array.from(member("ir") as ArrayLike<number>, Number);
  const data = Float64Array.from(member("data") as ArrayLike<number>, Number);
  const count = starts.at(-1) ?? 0;
  const columns = new Int32Array(count <= rows.length ? count : 0);
  starts.slice(1).forEach((end, column) => {
    columns.fill(column, starts[column]!, end);
  });
  const rising = starts.every((start, i) => (i === 0 ? start === 0 : start >= starts[i - 1]!));
  const within = rows.every((row) => row >= 0 && row < shape[0]!);
  if (!rising || !within || rows.length !== count || data.length !== count)
    throw new Error("indices that make no sense");
  const logical = textOfAttribute(group.attrs.MATLAB_class) === "logical";
  const [rowCount, columnCount] = shape as [number, number];
  const values = logical
    ? ({ dtype: "bool", data: Uint8Array.from(data) } as const)
    : ({ dtype: "f64", data } as const);
  return { kind: "sparse", shape: [rowCount, columnCount], rows, columns, ...values };
}

interface Field {
  readonly name: string;
  readonly node: Hdf5Node;
}

/**
 * The fields of a struct, in the order of the file. MATLAB's own order is in an attribute of variable length, which is not
 * read: a damaged one can claim any length.
 */
function structFields(hdf5: Hdf5, group: h5wasm.Group): readonly Field[] {
  if (!(group instanceof hdf5.Group)) return [];
  return group.keys().map((name) => ({ name, node: nodeOf(group, name) }));
}

/** In an array of structs, each field refers to as many values as there are structs. */
const isStructArray = (hdf5: Hdf5, node: Hdf5Node): boolean =>
  node instanceof hdf5.Dataset && node.metadata.type === hdf5Types.reference && !("MATLAB_class" in node.attrs);

function structOf(hdf5: Hdf5, node: Hdf5Node, shape: readonly number[], budget: Budget): MatStruct {
  const fields = structFields(hdf5, node as h5wasm.Group).map(({ name, node: field }) => {
    const values = isStructArray(hdf5, field)
      ? referred(hdf5, field as h5wasm.Dataset, shape, budget)
      : [hdf5Value(hdf5, field, budget)];
    if (values.length !== product(shape)) throw new Error(`${values.length} values in field "${name}"`);
    return [name, values] as const;
  });
  return { kind: "struct", shape, fields: new Map(fields) };
}

/** What a data set of references refers to, in row-major order. */
function referred(hdf5: Hdf5, node: h5wasm.Dataset, shape: readonly number[], budget: Budget): readonly MatValue[] {
  const value = node.metadata.type === hdf5Types.reference ? node.value : undefined;
  if (!Array.isArray(value) || value.length !== product(shape)) throw new Error(`"${node.path}" without references`);
  const values = value.map((reference) => {
    const entity = reference instanceof hdf5.Reference ? node.dereference(reference) : null;
    if (entity instanceof hdf5.Dataset || entity instanceof hdf5.Group) return hdf5Value(hdf5, entity, budget);
    throw new Error(`"${node.path}" refers to nothing`);
  });
  const ordered = [...values];
  reverseAxes(values, ordered, shape);
  return ordered;
}
