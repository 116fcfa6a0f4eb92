import type { MatClass } from "../../matValue.js";
import { arrayFlags, classNames, dataTypes, numberCodes } from "./classes.js";
import { type Element, readElement } from "./element.js";
import { storedNumbers } from "./numbers.js";
import { type MatSource, matCorrupt } from "./source.js";

/** What a matrix element says of itself before its values. */
export interface MatrixHeader {
  readonly name: string;
  readonly class: MatClass;
  readonly shape: readonly number[];
  readonly complex: boolean;
  /** Of numbers and of sparse matrices: are they logical? */
  readonly logical: boolean;
  /** Where the values begin, and where they must end. */
  readonly body: number;
  readonly end: number;
}

/** What stands for an empty array within a cell or a struct: a matrix element without content. */
const empty = { name: "", class: "double", shape: [0, 0], complex: false, logical: false } as const;

/**
 * Reads class, shape and name of a matrix element.
 *
 * @throws DataError `mat/corrupt` or `mat/truncated`.
 * @see MAT-File Format, "Array data element formats".
 */
export function readMatrixHeader(source: MatSource, { type, at, start, size }: Element): MatrixHeader {
  if (type !== dataTypes.matrix) throw matCorrupt(source, at, "a matrix element, of type 14", `type ${type}`);
  const end = start + size;
  if (size === 0) return { ...empty, body: end, end };
  const flags = readElement(source, start, end);
  if (flags.type !== 6 || flags.size !== 8) {
    throw matCorrupt(source, flags.at, "array flags: two u32", `${flags.size} bytes of type ${flags.type}`);
  }
  const word = source.view.getUint32(flags.start, source.order === "little");
  const className = classNames.get(word & 0xff);
  if (className === undefined) throw matCorrupt(source, flags.start, "the class of an array", `class ${word & 0xff}`);
  const logical = (word & arrayFlags.logical) !== 0;
  const complex = (word & arrayFlags.complex) !== 0;
  // Objects of the newer kinds have a name and no shape.
  if (className === "opaque") {
    const name = readElement(source, flags.next, end);
    return { name: latin1(source, name), class: className, shape: [], complex, logical, body: name.next, end };
  }
  const dimensions = readElement(source, flags.next, end);
  const name = readElement(source, dimensions.next, end);
  const asLogical = logical && isInteger(className);
  return {
    name: latin1(source, name),
    class: asLogical ? (isSparseOfOctave(source, name.next) ? "sparse" : "logical") : className,
    shape: readShape(source, dimensions),
    complex,
    logical,
    body: name.next,
    end,
  };
}

/** MATLAB flags uint8 arrays as logical; some programs flag double. */
const isInteger = (name: MatClass): boolean => name === "uint8" || name === "double";

/** Octave gives sparse logical matrices the class of full ones; their indices, i32, where one expects bytes, tell them. */
const isSparseOfOctave = (source: MatSource, body: number): boolean =>
  body + 4 <= source.bytes.length && source.view.getUint32(body, source.order === "little") === numberCodes.i32;

function readShape(source: MatSource, element: Element): readonly number[] {
  const { numbers } = storedNumbers(source, element);
  const shape = Array.from(numbers as ArrayLike<number | bigint>, Number);
  if (shape.length < 2 || shape.some((size) => !Number.isInteger(size) || size < 0)) {
    const found = shape.length > 8 ? `${shape.length} numbers` : `[${shape.join(", ")}]`;
    throw matCorrupt(source, element.at, "two dimensions or more, none negative", found);
  }
  return shape;
}

const longestName = 4096;

/** Bytes as characters; names are ASCII. */
export function latin1(source: MatSource, { at, start, size }: Element): string {
  if (size > longestName) throw matCorrupt(source, at, `a name of at most ${longestName} bytes`, `${size} bytes`);
  return String.fromCharCode(...source.bytes.subarray(start, start + size));
}
