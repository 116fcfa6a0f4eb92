import type { LoopKernel } from "../../compiler/fuse/kernel.js";
import { bytesOf, slack } from "../../compiler/plan.js";
import { createBody } from "./assembler.js";
import { emitCounted, emitRange } from "./control.js";
import { widthOf } from "./emitLoop.js";
import { type Addresses, type EmittedKernel, first, last, thread, tileParameters } from "./emittedKernel.js";
import type { Library } from "./library.js";
import { emitPackLeft, emitPackRight } from "./pack.js";
import type { Width } from "./site.js";
import { emitTile, type Tiling, tileRows, tileVectors } from "./tile.js";

/** What it costs to read an operand where it lies decides whether it is copied first. */
export interface Packing {
  /** Rows of the left operand next to each other, tile by tile. */
  readonly left: boolean;
  /** Columns of the right operand next to each other, panel by panel. */
  readonly right: boolean;
}

const cacheBytes = 32 * 1024;

export function packingOf({ product, space }: LoopKernel): Packing {
  const { left, right, inner } = product!;
  const [rows, columns] = space.slice(-2) as [number, number];
  const bytes = bytesOf[left.buffer.dtype];
  return {
    // A column that strides through memory would be fetched again for every panel.
    left: left.row === 1 && left.column * inner * bytes > cacheBytes && columns >= 32 && rows > 1,
    right: (columns > 1 && right.column !== 1) || (rows >= 4 * tileRows && columns * inner * bytes > 2 * cacheBytes),
  };
}

const roundUp = (bytes: number): number => Math.ceil((bytes + slack) / 64) * 64;

/** The bytes of scratch memory that each thread needs: one tile of the left operand's rows, one panel of the right. */
export function scratchBytes(kernel: LoopKernel): number {
  const { left, right } = packingOf(kernel);
  const { inner } = kernel.product!;
  const bytes = bytesOf[kernel.product!.left.buffer.dtype];
  const rows = kernel.space.at(-2)!;
  const leftBytes = left ? roundUp(Math.ceil(rows / tileRows) * tileRows * inner * bytes) : 0;
  return leftBytes + (right ? roundUp(inner * tileVectors * 16) : 0);
}

/**
 * The code of a matrix product with its epilogue: tiles of 6 rows by 2 vectors in registers, over the whole inner dimension.
 * Every element is summed in the order of the inner dimension, whatever the tiling. Panels of columns are the outer loop, so
 * that one stays in the nearest cache while all rows pass by.
 *
 * @param scratch where the scratch memory of thread 0 starts; that of the others follows, `scratchStride` bytes apart
 * @see Goto & van de Geijn, "Anatomy of high-performance matrix multiplication" (2008), for the layers.
 */
export function emitProduct(
  kernel: LoopKernel,
  addresses: Addresses,
  library: Library,
  {
    scratch,
    scratchStride,
    fused,
  }: { readonly scratch: number; readonly scratchStride: number; readonly fused: boolean },
): EmittedKernel {
  const body = createBody(tileParameters);
  const width: Width = widthOf(kernel);
  const [rows, columns] = kernel.space.slice(-2) as [number, number];
  const batches = kernel.space.slice(0, -2);
  const { inner, left } = kernel.product!;
  const packing = packingOf(kernel);
  const panelColumns = tileVectors * width;
  const panels = Math.ceil(columns / panelColumns);
  const strips = Math.ceil(rows / tileRows);
  // Threads share out panels when there are enough of them, and strips of rows otherwise.
  const byPanels = packing.right && !packing.left && panels >= 8;
  const tiles = batches.length > 0 ? 1 : byPanels ? panels : strips;

  const tiling: Tiling = {
    body,
    kernel,
    addresses,
    library,
    width,
    fused,
    batch: batches.map(() => body.local("i32")),
    row: body.local("i32"),
    column: body.local("i32"),
    k: body.local("i32"),
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
  own(tiling.rightScratch, packing.left ? roundUp(strips * tileRows * inner * bytes) : 0);

  /** Emits whole steps of a loop over tiles, and the last, smaller one. */
  const divided = (
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
  const shares = batches.length === 0;
  const nest = (axis: number): void => {
    if (axis < batches.length) return emitCounted(body, tiling.batch[axis]!, batches[axis]!, 1, () => nest(axis + 1));
    if (packing.left) {
      divided(row, rows, tileRows, shares && !byPanels, (count) => emitPackLeft(tiling, count));
    }
    divided(column, columns, panelColumns, shares && byPanels, (validColumns) => {
      const vectors = Math.ceil(validColumns / width);
      if (packing.right) emitPackRight(tiling, vectors, validColumns);
      divided(row, rows, tileRows, shares && !byPanels, (count) => emitTile(tiling, count, vectors, validColumns));
    });
  };
  if (rows > 0 && columns > 0) nest(0);
  const work = (kernel.space.reduce((product, size) => product * size, 1) * (inner + kernel.stores.length * 2)) / width;
  return { body, tiles, work };
}
