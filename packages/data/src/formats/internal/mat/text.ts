import { product } from "../../../internal/product.js";
import type { MatText } from "../../matValue.js";
import { reverseAxes } from "../reverseAxes.js";
import { dataTypes } from "./classes.js";
import type { Element } from "./element.js";
import { storedNumbers } from "./numbers.js";
import { type MatSource, matCorrupt } from "./source.js";

/**
 * The characters of a data element as lines.
 *
 * MATLAB counts UTF-16 units in the shape and may store them as UTF-8; Octave counts bytes of UTF-8.
 *
 * @throws DataError `mat/corrupt` when they are not as many as `shape` asks for.
 */
export function readText(source: MatSource, element: Element, shape: readonly number[]): MatText {
  const units = storedUnits(source, element);
  const count = product(shape);
  if (units.length === count) return textOf(units, shape);
  if (element.type === dataTypes.utf8) {
    const text = new TextDecoder().decode(units);
    if (text.length === count)
      return textOf(
        Uint16Array.from(text, (_, i) => text.charCodeAt(i)),
        shape,
      );
  }
  const expected = `${count} characters, for shape [${shape.join(", ")}]`;
  throw matCorrupt(source, element.at, expected, `${units.length} of type ${element.type}`);
}

/** The text of characters in column-major order: bytes of UTF-8 (or Latin-1), units of UTF-16, or code points. */
export function textOf(units: Uint8Array | Uint16Array | Uint32Array, shape: readonly number[]): MatText {
  if (units.length === 0) return { kind: "text", shape, lines: [] };
  const width = shape.at(-1)!;
  const ordered = units.slice();
  reverseAxes(units, ordered, shape);
  const lines = Array.from({ length: units.length / width }, (_, i) =>
    decoded(ordered.subarray(i * width, (i + 1) * width)),
  );
  const length = lines.reduce((longest, line) => Math.max(longest, line.length), 0);
  return { kind: "text", shape: [...shape.slice(0, -1), length], lines: lines.map((line) => line.padEnd(length)) };
}

function storedUnits(source: MatSource, element: Element): Uint8Array | Uint16Array | Uint32Array {
  const { type } = element;
  const plain = type === dataTypes.utf8 ? 2 : type === dataTypes.utf16 ? 4 : type === dataTypes.utf32 ? 6 : type;
  const { numbers } = storedNumbers(source, { ...element, type: plain });
  const { buffer, byteOffset, length } = numbers;
  if (numbers.BYTES_PER_ELEMENT === 1) return new Uint8Array(buffer, byteOffset, length);
  if (numbers.BYTES_PER_ELEMENT === 2) return new Uint16Array(buffer, byteOffset, length);
  if (numbers instanceof Uint32Array || numbers instanceof Int32Array)
    return new Uint32Array(buffer, byteOffset, length);
  throw matCorrupt(source, element.at, "characters", `numbers of type ${type}`);
}

function decoded(line: Uint8Array | Uint16Array | Uint32Array): string {
  if (line instanceof Uint8Array) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(line);
    } catch {
      return fromUnits(line);
    }
  }
  if (line instanceof Uint16Array) return fromUnits(line);
  return Array.from(line, (point) => (point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd")).join("");
}

/** Units at a time; a call takes so many arguments and not many more. */
const chunk = 1 << 13;

function fromUnits(units: Uint8Array | Uint16Array): string {
  let text = "";
  for (let i = 0; i < units.length; i += chunk) text += String.fromCharCode(...units.subarray(i, i + chunk));
  return text;
}
