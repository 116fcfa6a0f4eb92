import type { TensorValue } from "@adjoint/core";
import { DataError } from "../errors/dataError.js";
import { allocate } from "../internal/allocate.js";
import { product } from "../internal/product.js";
import { gunzip, isGzip } from "./internal/gunzip.js";
import { idxHeaderLength, readIdxHeader, truncated } from "./internal/idxHeader.js";
import { worthKeeping } from "./internal/inflate.js";
import { reorder } from "./internal/reorder.js";

/**
 * Reads an IDX file: the bytes 0, 0, element type and rank, the dimensions as big-endian 32-bit integers, then the
 * elements, big-endian and row-major. A file compressed by gzip is recognised and unpacked.
 *
 * u8, i32, f32 and f64 are kept; i8 and i16 are widened to i32. A header is believed only as far as the length of the
 * file (for gzip: as far as deflate can compress) allows it, so a forged one cannot exhaust memory.
 *
 * @param bytes the whole file; it is only read, unless `consume` says otherwise.
 * @param options.file name for error messages. Default `"<bytes>"`.
 * @param options.consume whether the memory of `bytes` may become that of a large array, which then takes no second one;
 * `bytes` must not be used afterwards. Default false.
 * @returns a tensor of the file's shape, any rank from 0 to 255, in memory of its own.
 * @throws DataError `idx/magic`, `idx/type`, `idx/truncated`, `idx/oversized`, `gzip/corrupt`, `gzip/checksum`,
 * `gzip/too-short` or `data/too-large`.
 * @example
 * readIdx(new Uint8Array([0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4])); // { dtype: "u8", shape: [3], data: [5, 0, 4] }
 * @see http://yann.lecun.com/exdb/mnist, "The IDX file format".
 */
export function readIdx(
  bytes: Uint8Array,
  { file = "<bytes>", consume = false }: { readonly file?: string; readonly consume?: boolean } = {},
): TensorValue {
  const content = isGzip(bytes) ? gunzip(bytes, file, (head) => announcedSize(head, file)) : bytes;
  const { type, shape, start, end } = readIdxHeader(content, file);
  const extent = `the end at byte ${end}, for [${shape.join(", ")}] of ${type.name}`;
  if (content.length < end) throw truncated(content, file, extent);
  if (content.length > end) {
    throw new DataError({ code: "idx/oversized", file, offset: end, expected: extent, found: "more bytes" });
  }
  const owned = (consume || content !== bytes) && content.length >= worthKeeping && content.byteOffset === 0;
  const buffer = owned ? (content.buffer as ArrayBuffer) : allocate(end - start, file);
  const elements = new Uint8Array(buffer, 0, end - start);
  if (owned) content.copyWithin(0, start);
  reorder(owned ? elements : content.subarray(start), elements, type.width, "big");
  return { ...type.decode(buffer, product(shape), file), shape };
}

function announcedSize(head: Uint8Array, file: string): number | undefined {
  const headerLength = idxHeaderLength(head);
  return headerLength === undefined || head.length < headerLength ? undefined : readIdxHeader(head, file).end;
}
