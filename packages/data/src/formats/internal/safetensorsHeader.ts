import type { DType } from "@adjoint/core";
import { DataError } from "../../errors/dataError.js";
import { elements } from "../../internal/elements.js";
import { isWhole } from "../../internal/isWhole.js";
import { product } from "../../internal/product.js";
import { countKeys } from "./countKeys.js";
import { dtypeOf, longestHeader, metadataKey } from "./safetensorsTypes.js";

/** Where a tensor lies in the file, in bytes from the start of the file. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order in which they lie in the file. */
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads the header and checks that its tensors fill the rest of the file without holes or overlaps.
 *
 * @throws DataError `safetensors/truncated`, `safetensors/header`, `safetensors/dtype` or `safetensors/layout`.
 */
export function readSafetensorsHeader(bytes: Uint8Array, file: string): SafetensorsHeader {
  const start = dataStart(bytes, file);
  const header = parseHeader(bytes.subarray(8, start), file);
  const metadata = Object.hasOwn(header, metadataKey) ? checkMetadata(header[metadataKey], file) : {};
  const entries = Object.entries(header)
    .filter(([name]) => name !== metadataKey)
    .map(([name, description]) => readEntry(name, description, start, file))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkLayout(entries, start, bytes.length, file);
  return { entries, metadata };
}

/** Where the header ends and the elements begin. */
function dataStart(bytes: Uint8Array, file: string): number {
  if (bytes.length < 8) throw truncated(bytes, file, "the length of the header in 8 bytes");
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > longestHeader) throw malformed(file, 0, `a header of at most ${longestHeader} bytes`, `${length} bytes`);
  const start = 8 + Number(length);
  if (bytes.length < start) throw truncated(bytes, file, `a header of ${length} bytes`);
  return start;
}

function parseHeader(bytes: Uint8Array, file: string): Readonly<Record<string, unknown>> {
  if (bytes[0] !== 0x7b) {
    const found = bytes[0] === undefined ? "an empty header" : `the byte ${bytes[0]}`;
    throw malformed(file, 8, `the "{" of a JSON object`, found);
  }
  let keys = 0;
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text, function count(this: unknown, _key, value: unknown) {
      if (!Array.isArray(this)) keys++;
      return value;
    });
  } catch (cause) {
    throw malformed(file, 8, "a JSON object in UTF-8", cause instanceof Error ? cause.message : String(cause), cause);
  }
  const root = 1;
  if (countKeys(text) !== keys - root) throw malformed(file, 8, "names that differ", "a name that is given twice");
  if (!isRecord(header)) throw malformed(file, 8, "a JSON object", "another JSON value");
  return header;
}

function checkMetadata(metadata: unknown, file: string): Readonly<Record<string, string>> {
  if (isRecord(metadata) && isTextToText(metadata)) return metadata;
  throw malformed(file, 8, `"${metadataKey}": an object from names to strings`, summary(metadata));
}

function readEntry(name: string, description: unknown, start: number, file: string): SafetensorsEntry {
  const { dtype: type, shape, data_offsets: offsets } = isRecord(description) ? description : {};
  if (typeof type !== "string" || !isCounts(shape) || !isCounts(offsets) || !isPair(offsets)) {
    const expected = `"${name}": { "dtype": a name, "shape": [sizes], "data_offsets": [begin, end] }`;
    throw malformed(file, 8, expected, summary(description));
  }
  const dtype = dtypeOf.get(type);
  if (dtype === undefined) {
    const expected = `"${name}" in one of ${[...dtypeOf.keys()].join(", ")}`;
    throw new DataError({ code: "safetensors/dtype", file, offset: 8, expected, found: type });
  }
  const [begin, end] = offsets;
  const size = product(shape) * elements[dtype].width;
  if (end - begin !== size) {
    const expected = `"${name}": ${size} bytes, for [${shape.join(", ")}] of ${type}`;
    throw malformed(file, 8, expected, `data_offsets [${begin}, ${end}]`);
  }
  return { name, dtype, shape, begin: start + begin, end: start + end };
}

function checkLayout(entries: readonly SafetensorsEntry[], start: number, length: number, file: string): void {
  let offset = start;
  for (const { name, begin, end } of entries) {
    if (begin !== offset) {
      const expected = `"${name}" at byte ${offset}, where the tensor before it ends`;
      throw new DataError({ code: "safetensors/layout", file, offset, expected, found: `it begins at byte ${begin}` });
    }
    offset = end;
  }
  if (offset === length) return;
  const expected = `the end at byte ${offset}, after the last tensor`;
  const found = `the end at byte ${length}`;
  const code = length < offset ? "safetensors/truncated" : "safetensors/layout";
  throw new DataError({ code, file, offset: Math.min(offset, length), expected, found });
}

const malformed = (file: string, offset: number, expected: string, found: string, cause?: unknown): DataError =>
  new DataError({ code: "safetensors/header", file, offset, expected, found, cause });

const truncated = (bytes: Uint8Array, file: string, expected: string): DataError =>
  new DataError({
    code: "safetensors/truncated",
    file,
    offset: bytes.length,
    expected,
    found: `the end after ${bytes.length} bytes`,
  });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTextToText = (record: Readonly<Record<string, unknown>>): record is Readonly<Record<string, string>> =>
  Object.values(record).every((value) => typeof value === "string");

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => typeof item === "number" && isWhole(item, 0));

const isPair = (values: readonly number[]): values is readonly [number, number] => values.length === 2;

/** The beginning of a JSON value, short enough for a message. */
function summary(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
