import type { TensorValue } from "@adjoint/core";
import { DataError } from "../errors/dataError.js";
import { allocate } from "../internal/allocate.js";
import { checkTensor } from "../internal/checkTensor.js";
import { bytesOf, elements } from "../internal/elements.js";
import { reorder } from "./internal/reorder.js";
import { longestHeader, metadataKey, safetensorsNameOf } from "./internal/safetensorsTypes.js";

/**
 * Writes tensors as a safetensors file; the inverse of `readSafetensors`. The same tensors in the same order give the
 * same bytes. The elements begin at a multiple of 8 bytes.
 *
 * @param tensors by name, in the order in which they shall lie in the file.
 * @param metadata free text by name, kept in the header.
 * @returns the bytes of the file.
 * @throws DataError `safetensors/unwritable` for the name `__metadata__` or a header above 100 MB; `data/tensor` for a
 * malformed tensor; `data/too-large` when memory does not suffice.
 * @example
 * const bias = { dtype: "f32", shape: [2], data: Float32Array.of(0.5, -1) } as const;
 * await writeFile("model.safetensors", writeSafetensors(new Map([["bias", bias]]), { step: "1000" }));
 * @see https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, TensorValue>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header = encodeHeader(tensors, metadata);
  const start = 8 + header.length;
  const total = [...tensors.values()].reduce((sum, { data }) => sum + data.byteLength, start);
  const bytes = new Uint8Array(allocate(total, "<bytes>"));
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let offset = start;
  for (const { dtype, data } of tensors.values()) {
    const target = bytes.subarray(offset, offset + data.byteLength);
    reorder(bytesOf(data), target, elements[dtype].width, "little");
    offset += data.byteLength;
  }
  return bytes;
}

/** JSON put together by hand: an object would move names that look like integers to the front. */
function encodeHeader(tensors: ReadonlyMap<string, TensorValue>, metadata: Readonly<Record<string, string>>) {
  const fields: string[] = [];
  if (Object.keys(metadata).length > 0) fields.push(`"${metadataKey}":${JSON.stringify(metadata)}`);
  let offset = 0;
  for (const [name, tensor] of tensors) {
    if (name === metadataKey) throw unwritable(`tensors by other names than "${metadataKey}"`, `"${name}"`);
    checkTensor(name, tensor);
    const { dtype, shape, data } = tensor;
    const description = {
      dtype: safetensorsNameOf[dtype],
      shape,
      data_offsets: [offset, offset + data.byteLength],
    };
    fields.push(`${JSON.stringify(name)}:${JSON.stringify(description)}`);
    offset += data.byteLength;
  }
  const unpadded = new TextEncoder().encode(`{${fields.join(",")}}`);
  const header = new Uint8Array(Math.ceil(unpadded.length / 8) * 8).fill(0x20);
  header.set(unpadded);
  if (header.length > longestHeader) {
    throw unwritable(`a header of at most ${longestHeader} bytes`, `${header.length} bytes`);
  }
  return header;
}

const unwritable = (expected: string, found: string): DataError =>
  new DataError({ code: "safetensors/unwritable", expected, found });
