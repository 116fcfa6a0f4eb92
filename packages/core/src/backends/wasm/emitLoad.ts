import type { Expression } from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import { type Site, vectorStride } from "./site.js";

type Load = Expression & { readonly kind: "load" };

/** Loads each lane from an address of its own. */
function gatherLanes(site: Site, { buffer, access }: Load): void {
  const { body, lanes } = site;
  const bytes = bytesOf[buffer.dtype];
  const at = (lane: number) => {
    const offset = access.offset + lane * vectorStride(access);
    return site.address(buffer, { ...access, offset });
  };
  const vector = body.local("v128");
  body.splat("i32", 0);
  body.set(vector);
  for (let lane = 0; lane < lanes; lane++) {
    if (bytes === 1) {
      body.get(vector);
      body.scalarMemory("i32.load8_u", at(lane));
      body.lane("i32x4.replace_lane", lane);
    } else {
      const offset = at(lane);
      body.get(vector);
      body.laneMemory(bytes === 8 ? "v128.load64_lane" : "v128.load32_lane", offset, lane);
    }
    body.set(vector);
  }
  body.get(vector);
}

/** Neighbouring elements in one go. */
function loadRow(site: Site, { buffer, access }: Load): void {
  const { body, width } = site;
  const offset = site.address(buffer, access);
  switch (bytesOf[buffer.dtype]) {
    case 8:
      return body.vectorMemory("v128.load", offset);
    case 4:
      return body.vectorMemory(width === 4 ? "v128.load" : "v128.load64_zero", offset);
    default:
      body.vectorMemory(width === 4 ? "v128.load32_zero" : "v128.load16_splat", offset);
      body.vector("i16x8.extend_low_i8x16_u");
      body.vector("i32x4.extend_low_i16x8_u");
  }
}

/** One element in every lane. */
function loadSplat(site: Site, { buffer, access }: Load): void {
  const { body } = site;
  const offset = site.address(buffer, access);
  switch (bytesOf[buffer.dtype]) {
    case 8:
      return body.vectorMemory("v128.load64_splat", offset);
    case 4:
      return body.vectorMemory("v128.load32_splat", offset);
    default:
      body.scalarMemory("i32.load8_u", offset);
      body.vector("i32x4.splat");
  }
}

/** Pushes the elements of a buffer; a `bool` becomes a mask as wide as a lane. */
export function emitLoad(site: Site, load: Load): void {
  const { body, width } = site;
  const stride = vectorStride(load.access);
  if (stride === 0) loadSplat(site, load);
  else if (stride === 1) loadRow(site, load);
  else gatherLanes(site, load);
  if (load.buffer.dtype !== "bool") return;
  body.splat("i32", 0);
  body.vector("i32x4.ne");
  if (width === 2) body.vector("i64x2.extend_low_i32x4_s");
}
