import { deflateSync, zlibSync } from "fflate";
import type { Wrapping } from "./engines.js";
import { zlibOfNode } from "./engines.js";

/** Packs bytes by deflate: with the zlib of Node where there is one, otherwise with fflate. */
export function deflate(bytes: Uint8Array, wrapping: Wrapping): Uint8Array {
  const zlib = zlibOfNode();
  if (zlib === undefined) return wrapping === "zlib" ? zlibSync(bytes) : deflateSync(bytes);
  const packed = wrapping === "zlib" ? zlib.deflateSync(bytes) : zlib.deflateRawSync(bytes);
  return new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
}
