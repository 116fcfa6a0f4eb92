import type { Access, Buffer, Store } from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import { emitExpression } from "./emitExpression.js";
import { type Site, vectorStride } from "./site.js";

/** Writes the valid lanes of a vector in a local; masks are already 0 and 1. */
export function storeVector(site: Site, vector: number, buffer: Buffer, access: Access): void {
  const { body, width, lanes } = site;
  const bytes = bytesOf[buffer.dtype];
  const row = lanes === width && vectorStride(access) === 1;
  if (row && bytes * width >= 8) {
    const offset = site.address(buffer, access);
    body.get(vector);
    if (bytes * width === 16) body.vectorMemory("v128.store", offset);
    else body.laneMemory("v128.store64_lane", offset, 0);
    return;
  }
  for (let lane = 0; lane < lanes; lane++) {
    const offset = site.address(buffer, { ...access, offset: access.offset + lane * vectorStride(access) });
    body.get(vector);
    if (bytes === 8) body.laneMemory("v128.store64_lane", offset, lane);
    else if (bytes === 4) body.laneMemory("v128.store32_lane", offset, lane);
    // A mask in a two-lane kernel is 64 bits wide; all other lanes are 32.
    else body.laneMemory("v128.store8_lane", offset, lane * (buffer.dtype === "bool" && width === 2 ? 8 : 4));
  }
}

/** Computes a value and writes its valid lanes. */
export function emitStore(site: Site, { buffer, access, value }: Store): void {
  const { body } = site;
  const vector = body.local("v128");
  emitExpression(site, value);
  if (buffer.dtype === "bool") {
    body.splat("i32", 1);
    body.vector("v128.and");
  }
  body.set(vector);
  storeVector(site, vector, buffer, access);
}
