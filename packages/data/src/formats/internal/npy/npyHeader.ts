import { DataError } from "../../../errors/dataError.js";
import { product } from "../../../internal/product.js";
import type { ByteOrder } from "../reorder.js";
import { type NpyType, npyTypes } from "./npyTypes.js";

/** What stands before the elements of an NPY file. */
export interface NpyHeader {
  readonly type: NpyType;
  readonly order: ByteOrder;
  /** Whether the first index runs fastest. */
  readonly columnMajor: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin and where they must end, in bytes. */
  readonly start: number;
  readonly end: number;
}

/** "\x93NUMPY" */
export const npyMagic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Reads the header: magic, version, its length, then a dictionary as Python prints it.
 *
 * @throws DataError `npy/magic`, `npy/header`, `npy/dtype`, `npy/truncated` or `data/too-large`.
 */
export function readNpyHeader(bytes: Uint8Array, file: string): NpyHeader {
  if (!npyMagic.every((byte, i) => bytes[i] === byte)) {
    const found = Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new DataError({
      code: "npy/magic",
      file,
      offset: 0,
      expected: "93 4e 55 4d 50 59",
      found: found || "nothing",
    });
  }
  const dictionaryStart = bytes[6] === 1 ? 10 : 12;
  if (bytes.length < dictionaryStart) throw npyTruncated(bytes, file, `a header of ${dictionaryStart} bytes or more`);
  if (bytes[6]! < 1 || bytes[6]! > 3) throw malformed(file, 6, "version 1, 2 or 3", `version ${bytes[6]}.${bytes[7]}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = dictionaryStart + (bytes[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < start) throw npyTruncated(bytes, file, `a header of ${start} bytes`);
  if (start > longestHeader) throw malformed(file, 8, `a header of at most ${longestHeader} bytes`, `${start} bytes`);

  const text = new TextDecoder().decode(bytes.subarray(dictionaryStart, start));
  const { descr, columnMajor, shape } = parseDictionary(text, file, dictionaryStart);
  const type = npyTypes.get(descr.slice(1));
  const byteOrder = byteOrders.get(descr[0]!);
  if (type === undefined || byteOrder === undefined) {
    const expected = `numbers or bool: one of ${[...npyTypes.keys()].join(", ")}, after <, > or |`;
    throw new DataError({ code: "npy/dtype", file, offset: dictionaryStart, expected, found: descr });
  }
  const end = start + product(shape) * type.width * (type.complex ? 2 : 1);
  if (!Number.isSafeInteger(end)) {
    const expected = "dimensions that a file can hold";
    const found = `dimensions [${shape.join(", ")}]`;
    throw new DataError({ code: "data/too-large", file, offset: dictionaryStart, expected, found });
  }
  return { type, order: byteOrder, columnMajor, shape, start, end };
}

/** Longer headers are of structured types, which are not read. */
const longestHeader = 1 << 16;

const byteOrders: ReadonlyMap<string, ByteOrder> = new Map([
  ["<", "little"],
  [">", "big"],
  ["|", "little"],
  ["=", "little"],
]);

/** `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`, its keys in any order. */
function parseDictionary(text: string, file: string, offset: number) {
  const entry = String.raw`\s*(['"])(?:descr\1\s*:\s*(?<descr>'[^'\\]*'|"[^"\\]*"|\[.*\]|\(.*\))|fortran_order\1\s*:\s*(?<fortran>True|False)|shape\1\s*:\s*\((?<shape>[\s\d,L]*)\))\s*`;
  const pattern = new RegExp(entry, "sy");
  const found: Record<string, string> = {};
  const trimmed = text.trim();
  let at = 1;
  while (at < trimmed.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(trimmed);
    if (match === null) break;
    for (const [key, value] of Object.entries(match.groups!)) if (value !== undefined) found[key] = value;
    at = pattern.lastIndex;
    if (trimmed[at] !== ",") break;
    at++;
  }
  const { descr, fortran, shape } = found;
  const ended = /^\s*\}$/.test(trimmed.slice(at));
  if (trimmed[0] !== "{" || !ended || descr === undefined || fortran === undefined || shape === undefined) {
    const expected = "{'descr': a type, 'fortran_order': True or False, 'shape': (sizes)}";
    throw malformed(file, offset, expected, JSON.stringify(trimmed.slice(0, 120)));
  }
  return {
    descr: descr.replace(/^['"]|['"]$/g, ""),
    columnMajor: fortran === "True",
    shape: sizes(shape, file, offset),
  };
}

function sizes(text: string, file: string, offset: number): readonly number[] {
  const parts = text
    .replace(/,\s*$/, "")
    .split(",")
    .map((part) => part.trim().replace(/L$/, ""));
  if (parts.length === 1 && parts[0] === "") return [];
  const shape = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
  if (shape.every(Number.isSafeInteger)) return shape;
  throw malformed(file, offset, "whole numbers as the shape", `(${text.slice(0, 80)})`);
}

const malformed = (file: string, offset: number, expected: string, found: string): DataError =>
  new DataError({ code: "npy/header", file, offset, expected, found });

/** The error for an NPY file that ends with `bytes`, before what is `expected`. */
export const npyTruncated = (bytes: Uint8Array, file: string, expected: string): DataError =>
  new DataError({
    code: "npy/truncated",
    file,
    offset: bytes.length,
    expected,
    found: `the end after ${bytes.length} bytes`,
  });
