import { allocate } from "../../../internal/allocate.js";
import { product } from "../../../internal/product.js";
import type { StoredArrayOf, StoredType } from "../../storedArray.js";
import { reorder } from "../reorder.js";
import { reverseAxes } from "../reverseAxes.js";
import { storedBytes, storedTypes } from "../storedTypes.js";
import { numberTypes } from "./classes.js";
import type { Element } from "./element.js";
import { type MatSource, matCorrupt } from "./source.js";

type Numbers = StoredArrayOf[StoredType];

/**
 * The numbers of a data element as elements of `dtype`, in row-major order and in memory of their own. Files keep numbers
 * in the narrowest type that holds them, whatever the class of the array.
 *
 * @throws DataError `mat/corrupt` when they are not as many as `shape` asks for, or too large for `dtype`.
 */
export function readNumbers<T extends StoredType>(
  source: MatSource,
  element: Element,
  dtype: T,
  shape: readonly number[],
): StoredArrayOf[T] {
  const { stored, numbers } = storedNumbers(source, element);
  const count = product(shape);
  if (numbers.length !== count) {
    const expected = `${count} elements, for shape [${shape.join(", ")}]`;
    throw matCorrupt(source, element.at, expected, `${numbers.length} elements of type ${stored}`);
  }
  const { width, over } = storedTypes[dtype];
  const data = over(allocate(count * width, source.file), 0, count) as StoredArrayOf[T];
  if (stored === dtype) reverseAxes(bits(numbers), bits(data), shape);
  else if (dtype === "bool")
    reverseAxes(
      Uint8Array.from(numbers as Uint8Array, (value) => (value ? 1 : 0)),
      data as Uint8Array,
      shape,
    );
  else reverseAxes<number | bigint>(converted(source, element, numbers, dtype), data, shape);
  return data;
}

/**
 * The numbers of a data element in this machine's byte order; where possible without copying them.
 *
 * @throws DataError `mat/corrupt`.
 */
export function storedNumbers(source: MatSource, element: Element): { stored: StoredType; numbers: Numbers } {
  const { type, start, size } = element;
  const stored = numberTypes.get(type);
  if (stored === undefined) throw matCorrupt(source, element.at, "a type of numbers", `type ${type}`);
  const { width, over } = storedTypes[stored];
  if (size % width !== 0) throw matCorrupt(source, element.at, `whole elements of type ${stored}`, `${size} bytes`);
  const bytes = source.bytes.subarray(start, start + size);
  if (bytes.byteOffset % width === 0 && (width === 1 || source.order === "little") && isLittle) {
    return { stored, numbers: over(bytes.buffer, bytes.byteOffset, size / width) };
  }
  const buffer = allocate(size, source.file);
  reorder(bytes, new Uint8Array(buffer), width, source.order);
  return { stored, numbers: over(buffer, 0, size / width) };
}

const isLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** As numbers or big integers, whichever `dtype` holds; integers are checked to fit. */
function converted(source: MatSource, { at }: Element, numbers: Numbers, dtype: StoredType): Numbers {
  if (dtype === "f32" || dtype === "f64") return asNumbers(numbers);
  const [least, greatest] = storedTypes[dtype].range;
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i]!;
    const whole = typeof value === "bigint" || Number.isInteger(value);
    if (whole && value >= least && value <= greatest) continue;
    throw matCorrupt(source, at, `integers of type ${dtype}`, `${value} as element ${i}`);
  }
  if (dtype === "i64") return BigInt64Array.from(numbers as Iterable<number>, BigInt);
  if (dtype === "u64") return BigUint64Array.from(numbers as Iterable<number>, BigInt);
  return asNumbers(numbers);
}

const asNumbers = (numbers: Numbers): Numbers =>
  numbers instanceof BigInt64Array || numbers instanceof BigUint64Array
    ? Float64Array.from(numbers as Iterable<bigint>, Number)
    : numbers;

/** The same memory as unsigned bits of the same width, so that few kinds of arrays meet in the loops that copy. */
function bits(data: Numbers): Uint8Array | Uint16Array | Uint32Array | Float64Array {
  const { buffer, byteOffset, byteLength } = storedBytes(data);
  const width = data.BYTES_PER_ELEMENT;
  if (width === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  if (width === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  if (width === 4) return new Uint32Array(buffer, byteOffset, byteLength / 4);
  return new Float64Array(buffer, byteOffset, byteLength / 8);
}
