import { collapse } from "../../compiler/fuse/collapse.js";
import { type Access, type LoopKernel, remembered } from "../../compiler/fuse/kernel.js";
import { mapSpace } from "../../compiler/fuse/mapSpace.js";
import { bytesOf, slack } from "../../compiler/plan.js";
import { createBody } from "./assembler.js";
import { emitCounted, emitRange } from "./control.js";
import { widthOf } from "./emitLoop.js";
import { type Addresses, type EmittedKernel, first, last, thread, tileParameters } from "./emittedKernel.js";
import type { Library } from "./library.js";
import { columnStride, innerSize, rowStride } from "./matrix.js";
import { emitPackLeft, emitPackRight } from "./pack.js";
import type { Width } from "./site.js";
import { emitTile, type Tiling, tileRows, tileVectors } from "./tile.js";

/** What it costs to read an operand where it lies decides whether it is copied first. */
export interface Packing {
  /** Rows of the left operand next to each other, tile by tile. */
  readonly left: boolean;
  /** Columns of the right operand next to each other, panel by panel. */
  readonly right: boolean;
  /** Is one panel of the right operand that of all batches, so that they pass by while it is in the nearest cache? */
  readonly isShared: boolean;
}

const cacheBytes = 32 * 1024;

/** What a dimension of rows makes of tiles: the share of their rows that count. */
const filling = (rows: number): number => rows / (Math.ceil(rows / tileRows) * tileRows);

/** The kernel with as few dimensions as it can have, and rows that fill tiles: any dimension before the columns can be that. */
const arranged = remembered((original: LoopKernel): LoopKernel => {
  const kernel = collapse(original);
  const { space } = kernel;
  const rows = space.length - 2;
  const candidates = space.slice(0, -1).flatMap((_, axis) => {
    const { product } = kernel;
    return product!.right.access.strides[axis] === 0 ? [axis] : [];
  });
  if (filling(space[rows]!) >= 0.8) return kernel;
  const best = candidates.reduce((best, axis) => (filling(space[axis]!) > filling(space[best]!) ? axis : best), rows);
  const order = space.map((_, axis) => (axis === rows ? best : axis === best ? rows : axis));
  const map = ({ strides, offset }: Access): Access => ({ offset, strides: order.map((axis) => strides[axis]!) });
  return mapSpace(
    kernel,
    order.map((axis) => space[axis]!),
    map,
  );
});

function packingOf(kernel: LoopKernel): Packing {
  const { product, space } = kernel;
  const { left, right, inner } = product!;
  const [rows, columns] = space.slice(-2) as [number, number];
  const bytes = bytesOf[left.buffer.dtype];
  const isShared = space.slice(0, -2).every((size, axis) => size === 1 || right.access.strides[axis] === 0);
  const passing = isShared ? space.slice(0, -1).reduce((product, size) => product * size, 1) : rows;
  const terms = innerSize(inner);
  return {
    // A column that strides through memory would be fetched again for every panel.
    left:
      inner.length === 1 &&
      rowStride(kernel) === 1 &&
      inner[0]!.left * terms * bytes > cacheBytes &&
      columns >= 32 &&
      rows > 1,
    right:
      (columns > 1 && columnStride(kernel) !== 1) ||
      (passing >= 4 * tileRows && columns * terms * bytes > 2 * cacheBytes),
    isShared,
  };
}

const roundUp = (bytes: number): number => Math.ceil((bytes + slack) / 64) * 64;

/** The bytes of scratch memory that each thread needs: one tile of the left operand's rows, one panel of the right. */
export function scratchBytes(original: LoopKernel): number {
  const kernel = arranged(original);
  const { left, right } = packingOf(kernel);
  const { inner } = kernel.product!;
  const bytes = bytesOf[kernel.product!.left.buffer.dtype];
  const rows = kernel.space.at(-2)!;
  const leftBytes = left ? roundUp(Math.ceil(rows / tileRows) * tileRows * innerSize(inner) * bytes) : 0;
  return leftBytes + (right ? roundUp(innerSize(inner) * tileVectors(rows) * 16) : 0);
}

/** Scratch memory for packed operands, `scratchStride` bytes for each thread; and is the relaxed multiply-add to be used? */
export interface ProductLayout {
  readonly scratch: number;
  readonly scratchStride: number;
  readonly fused: boolean;
}

/**
 * The code of a matrix product with its epilogue: tiles of 6 rows by 2 vectors in registers, over the whole inner dimensions.
 * Every element is summed in the order of these, whatever the tiling. Panels of columns are the outer loop, so that one stays
 * in the nearest cache while all rows pass by.
 *
 * @param scratch where the scratch memory of thread 0 starts; that of the others follows, `scratchStride` bytes apart
 * @see Goto & van de Geijn, "Anatomy of high-performance matrix multiplication" (2008), for the layers.
 */
export function emitProduct(
  original: LoopKernel,
  addresses: Addresses,
  library: Library,
  { scratch, scratchStride, fused }: ProductLayout,
): EmittedKernel {
  const kernel = arranged(original);
  const body = createBody(tileParameters);
  const width: Width = widthOf(kernel);
  const [rows, columns] = kernel.space.slice(-2) as [number, number];
  const batches = kernel.space.slice(0, -2);
  const { inner, left } = kernel.product!;
  const terms = innerSize(inner);
  const packing = packingOf(kernel);
  const vectors = tileVectors(rows);
  const panelColumns = vectors * width;
  const panels = Math.ceil(columns / panelColumns);
  const strips = Math.ceil(rows / tileRows);
  // Threads share out panels when there are enough of them, batches if there are any, and strips of rows otherwise.
  const byPanels = packing.right && packing.isShared && !packing.left && panels >= 8;
  const divided: "panels" | "batches" | "strips" = byPanels ? "panels" : batches.length > 0 ? "batches" : "strips";
  const tiles = { panels, batches: batches[0] ?? 1, strips }[divided];

  const tiling: Tiling = {
    body,
    kernel,
    addresses,
    library,
    width,
    vectors,
    fused,
    batch: batches.map(() => body.local("i32")),
    row: body.local("i32"),
    column: body.local("i32"),
    leftScratch: packing.left ? body.local("i32") : undefined,
    rightScratch: packing.right ? body.local("i32") : undefined,
  };
  const { row, column } = tiling;
  const own = (local: number | undefined, offset: number) => {
    if (local === undefined) return;
    body.get(thread);
    body.i32(scratchStride);
    body.op("i32.mul");
    body.i32(scratch + offset);
    body.op("i32.add");
    body.set(local);
  };
  const bytes = bytesOf[left.buffer.dtype];
  own(tiling.leftScratch, 0);
  own(tiling.rightScratch, packing.left ? roundUp(strips * tileRows * terms * bytes) : 0);

  /** Emits whole steps of a loop over tiles, and the last, smaller one. */
  const inSteps = (
    index: number,
    size: number,
    step: number,
    shared: boolean,
    inside: (count: number) => void,
  ): void => {
    const whole = size - (size % step);
    const count = Math.ceil(size / step);
    const boundary = (tile: number) => () => {
      body.get(tile);
      body.i32(step);
      body.op("i32.mul");
    };
    if (!shared) {
      emitCounted(body, index, whole, step, () => inside(step));
      if (size === whole) return;
      body.i32(whole);
      body.set(index);
      return inside(size - whole);
    }
    const end = () => {
      body.i32(whole);
      boundary(last)();
      body.get(last);
      body.i32(count);
      body.op("i32.eq");
      body.select();
    };
    emitRange(body, index, { start: boundary(first), end }, step, () => inside(step));
    if (size === whole) return;
    body.get(last);
    body.i32(count);
    body.op("i32.eq");
    body.if(() => {
      body.i32(whole);
      body.set(index);
      inside(size - whole);
    });
  };
  const eachBatch = (axis: number, inside: () => void): void => {
    if (axis === batches.length) return inside();
    const index = tiling.batch[axis]!;
    const next = () => eachBatch(axis + 1, inside);
    if (axis > 0 || divided !== "batches") return emitCounted(body, index, batches[axis]!, 1, next);
    emitRange(body, index, { start: () => body.get(first), end: () => body.get(last) }, 1, next);
  };
  const isStrips = divided === "strips";
  const eachPanel = (inside: (filled: number, validColumns: number) => void) =>
    inSteps(column, columns, panelColumns, divided === "panels", (validColumns) => {
      if (packing.right) emitPackRight(tiling, Math.ceil(validColumns / width), validColumns);
      inside(Math.ceil(validColumns / width), validColumns);
    });
  const eachStrip = (filled: number, validColumns: number) =>
    inSteps(row, rows, tileRows, isStrips, (count) => emitTile(tiling, count, filled, validColumns));
  const packLeft = () => {
    if (packing.left) inSteps(row, rows, tileRows, isStrips, (count) => emitPackLeft(tiling, count));
  };
  if (!kernel.space.includes(0)) {
    if (packing.isShared && !packing.left) eachPanel((...panel) => eachBatch(0, () => eachStrip(...panel)));
    else
      eachBatch(0, () => {
        packLeft();
        eachPanel(eachStrip);
      });
  }
  const work = (kernel.space.reduce((product, size) => product * size, 1) * (terms + kernel.stores.length * 2)) / width;
  return { body, tiles, work };
}
