import type { TensorValue } from "@adjoint/core";
import { DataError } from "../errors/dataError.js";
import { allocate } from "../internal/allocate.js";
import { elements } from "../internal/elements.js";
import { reorder } from "./internal/reorder.js";
import { readSafetensorsHeader, type SafetensorsEntry } from "./internal/safetensorsHeader.js";

/** What a safetensors file holds. */
export interface Safetensors {
  /** By name, in the order in which they lie in the file. */
  readonly tensors: ReadonlyMap<string, TensorValue>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a safetensors file: the length of the header (64 bits, little-endian), the header in JSON, then the elements of
 * all tensors, little-endian and row-major, without holes.
 *
 * F32, F64, I32, U8 and BOOL are read. Nothing is allocated before the header has been checked against the length of
 * the file, so the tensors never take more memory than the file.
 *
 * @param bytes the whole file; it is only read.
 * @param options.file name for error messages. Default `"<bytes>"`.
 * @returns the tensors, each in memory of its own, and the metadata (empty where the file has none).
 * @throws DataError `safetensors/truncated`, `safetensors/header`, `safetensors/dtype`, `safetensors/layout`,
 * `safetensors/value` or `data/too-large`.
 * @example
 * const { tensors } = readSafetensors(await readFile("model.safetensors"), { file: "model.safetensors" });
 * tensors.get("hidden/weights")?.shape; // [784, 64]
 * @see https://github.com/huggingface/safetensors#format
 */
export function readSafetensors(bytes: Uint8Array, { file = "<bytes>" }: { readonly file?: string } = {}): Safetensors {
  const { entries, metadata } = readSafetensorsHeader(bytes, file);
  return { tensors: new Map(entries.map((entry) => [entry.name, readTensor(entry, bytes, file)])), metadata };
}

function readTensor(entry: SafetensorsEntry, bytes: Uint8Array, file: string): TensorValue {
  const { dtype, shape, begin, end } = entry;
  const source = bytes.subarray(begin, end);
  if (dtype === "bool") checkBool(entry, source, file);
  const buffer = allocate(end - begin, file);
  reorder(source, new Uint8Array(buffer), elements[dtype].width, "little");
  return { dtype, shape, data: elements[dtype].over(buffer) };
}

function checkBool({ name, begin }: SafetensorsEntry, source: Uint8Array, file: string): void {
  const wrong = source.findIndex((byte) => byte > 1);
  if (wrong === -1) return;
  throw new DataError({
    code: "safetensors/value",
    file,
    offset: begin + wrong,
    expected: `0 or 1 in "${name}"`,
    found: String(source[wrong]),
  });
}
