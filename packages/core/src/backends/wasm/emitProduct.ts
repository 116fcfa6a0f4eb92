import type { Access, Buffer, Expression, LoopKernel, Matrix } from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import { type Body, createBody } from "./assembler.js";
import { emitExpression } from "./emitExpression.js";
import { type Addresses, emitAffine, emitCounted, expressionsOf, usesOf, widthOf } from "./emitLoop.js";
import { emitStore } from "./emitStore.js";
import type { Library } from "./library.js";
import type { Site, Width } from "./site.js";

/** A tile of the result in registers: rows, and vectors of columns. Twelve accumulators leave room for operands. */
const tileRows = 6;
const tileVectors = 2;

/** Does packing the right operand into panels of a tile's columns pay? It must when its columns are not neighbours. */
export function packs({ product, space }: LoopKernel): boolean {
  const { right, inner } = product!;
  const [rows, columns] = space.slice(-2) as [number, number];
  if (columns > 1 && right.column !== 1) return true;
  return rows >= 4 * tileRows && columns * inner * bytesOf[right.buffer.dtype] > 64 * 1024;
}

/** The bytes that a panel of the right operand takes; one is packed at a time. */
export const panelBytes = (kernel: LoopKernel): number =>
  packs(kernel) ? kernel.product!.inner * tileVectors * 16 : 0;

interface Context {
  readonly body: Body;
  readonly kernel: LoopKernel;
  readonly addresses: Addresses;
  readonly width: Width;
  /** The address of the panel, when the right operand is packed. */
  readonly panel: number | undefined;
  readonly fused: boolean;
  readonly batch: readonly number[];
  readonly row: number;
  readonly column: number;
  readonly k: number;
}

const typeOf = (width: Width) => (width === 2 ? "f64" : "f32");
const lanesOf = (width: Width) => (width === 2 ? "f64x2" : "f32x4");

/** Pushes the byte offset of element (row, column) of a matrix, in the batch at hand. */
function pushOffset(
  { body, batch }: Context,
  matrix: Matrix,
  parts: readonly (readonly [index: number, stride: number])[],
): void {
  const bytes = bytesOf[matrix.buffer.dtype];
  const indices = [...batch, ...parts.map(([index]) => index)];
  const strides = [...matrix.batch, ...parts.map(([, stride]) => stride)].map((stride) => stride * bytes);
  emitAffine(body, indices, strides, 0);
}

/** The start of a matrix in memory, in bytes. */
const startOf = (addresses: Addresses, { buffer, offset }: Matrix): number =>
  addresses(buffer) + offset * bytesOf[buffer.dtype];

/** Copies the columns of one tile of the right operand next to each other: inner × (vectors · width). */
function emitPack(context: Context, vectors: number, columns: number): void {
  const { body, kernel, addresses, width, panel, column, k } = context;
  const { right, inner } = kernel.product!;
  const bytes = bytesOf[right.buffer.dtype];
  const source = body.local("i32");
  const target = body.local("i32");
  const vector = body.local("v128");
  pushOffset(context, right, [[column, right.column]]);
  body.set(source);
  body.i32(panel!);
  body.set(target);
  emitCounted(body, k, inner, 1, () => {
    for (let v = 0; v < vectors; v++) {
      const start = startOf(addresses, right) + v * width * right.column * bytes;
      body.get(target);
      if (right.column === 1) {
        body.get(source);
        body.vectorMemory("v128.load", start);
      } else {
        body.splat("i32", 0);
        body.set(vector);
        for (let lane = 0; lane < Math.min(width, columns - v * width); lane++) {
          body.get(source);
          body.get(vector);
          body.laneMemory(
            bytes === 8 ? "v128.load64_lane" : "v128.load32_lane",
            start + lane * right.column * bytes,
            lane,
          );
          body.set(vector);
        }
        body.get(vector);
      }
      body.vectorMemory("v128.store", v * 16);
    }
    body.get(source);
    body.i32(right.row * bytes);
    body.op("i32.add");
    body.set(source);
    body.get(target);
    body.i32(tileVectors * 16);
    body.op("i32.add");
    body.set(target);
  });
}

/** One tile: accumulates rows × vectors over the inner dimension, then computes and stores the epilogue of each. */
function emitTile(context: Context, library: Library, rows: number, vectors: number, columns: number): void {
  const { body, kernel, addresses, width, panel, fused, row, column, k } = context;
  const { left, right, inner } = kernel.product!;
  const bytes = bytesOf[right.buffer.dtype];
  const lanes = lanesOf(width);
  const accumulators = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => body.local("v128")));
  for (const local of accumulators.flat()) {
    body.splat("i32", 0);
    body.set(local);
  }
  const leftPointer = body.local("i32");
  const rightPointer = body.local("i32");
  pushOffset(context, left, [[row, left.row]]);
  body.set(leftPointer);
  if (panel === undefined) pushOffset(context, right, [[column, right.column]]);
  else body.i32(0);
  body.set(rightPointer);
  const rightStart = panel ?? startOf(addresses, right);
  const rightStep = panel === undefined ? right.row * bytes : tileVectors * 16;
  const operands = Array.from({ length: vectors }, () => body.local("v128"));
  const factor = body.local("v128");

  const step = (ahead: number): void => {
    operands.forEach((operand, v) => {
      body.get(rightPointer);
      body.vectorMemory("v128.load", rightStart + ahead * rightStep + v * 16);
      body.set(operand);
    });
    accumulators.forEach((row_, r) => {
      body.get(leftPointer);
      body.vectorMemory(
        width === 2 ? "v128.load64_splat" : "v128.load32_splat",
        startOf(addresses, left) + (r * left.row + ahead * left.column) * bytes,
      );
      if (vectors > 1) body.set(factor);
      row_.forEach((accumulator, v) => {
        const pushFactor = () => {
          if (vectors > 1) body.get(factor);
        };
        if (fused) {
          pushFactor();
          body.get(operands[v]!);
          body.get(accumulator);
          body.vector(`${lanes}.relaxed_madd`);
        } else {
          pushFactor();
          body.get(operands[v]!);
          body.vector(`${lanes}.mul`);
          body.get(accumulator);
          body.vector(`${lanes}.add`);
        }
        body.set(accumulator);
      });
    });
  };
  const advance = (steps: number): void => {
    for (const [pointer, stride] of [
      [leftPointer, left.column * bytes],
      [rightPointer, rightStep],
    ] as const) {
      body.get(pointer);
      body.i32(stride * steps);
      body.op("i32.add");
      body.set(pointer);
    }
  };
  const unroll = 4;
  const whole = inner - (inner % unroll);
  emitCounted(body, k, whole, unroll, () => {
    for (let ahead = 0; ahead < unroll; ahead++) step(ahead);
    advance(unroll);
  });
  for (let ahead = 0; ahead < inner - whole; ahead++) step(ahead);

  emitEpilogue(context, library, accumulators, columns);
}

/** Computes and stores what becomes of each vector of a finished tile. */
function emitEpilogue(
  context: Context,
  library: Library,
  accumulators: readonly (readonly number[])[],
  columns: number,
): void {
  const { body, kernel, addresses, width, batch, row, column } = context;
  const indices = [...batch, row, column];
  const rowAxis = indices.length - 2;
  const uses = usesOf(kernel, expressionsOf(kernel));
  const pointers = new Map<string, number>();
  const pointerFor = (strides: readonly number[]): number | undefined => {
    if (strides.every((stride) => stride === 0)) return undefined;
    const known = pointers.get(strides.join());
    if (known !== undefined) return known;
    const local = body.local("i32");
    emitAffine(body, indices, strides, 0);
    body.set(local);
    pointers.set(strides.join(), local);
    return local;
  };
  // Addresses are pushed in the middle of expressions, so the pointers they start from are computed first.
  const patterns = [
    ...expressionsOf(kernel).flatMap((expression) => (expression.kind === "load" ? [expression] : [])),
    ...kernel.stores,
  ];
  for (const { access, buffer } of patterns) pointerFor(access.strides.map((stride) => stride * bytesOf[buffer.dtype]));

  const shared = new Map<Expression, number>();
  accumulators.forEach((vectors, r) => {
    vectors.forEach((accumulator, v) => {
      const known = new Map<Expression, number>();
      const shift = (access: Access): number =>
        access.offset + r * access.strides[rowAxis]! + v * width * (access.strides[rowAxis + 1] ?? 0);
      const site: Site = {
        body,
        library,
        width,
        lanes: Math.min(width, columns - v * width),
        address: (buffer: Buffer, access) => {
          const bytes = bytesOf[buffer.dtype];
          const strides = access.strides.map((stride) => stride * bytes);
          const pointer = pointerFor(strides);
          const constant = addresses(buffer) + shift(access) * bytes;
          if (pointer === undefined) body.i32(0);
          else body.get(pointer);
          if (strides.every((stride) => stride >= 0)) return constant;
          body.i32(constant);
          body.op("i32.add");
          return 0;
        },
        position: (access) => emitAffine(body, indices, access.strides, shift(access)),
        product: () => body.get(accumulator),
        known: (expression) => known.get(expression),
        keep: (expression) => {
          if (expression.kind === "product" || (uses.get(expression) ?? 0) < 2) return undefined;
          const local = shared.get(expression) ?? body.local("v128");
          shared.set(expression, local);
          known.set(expression, local);
          return local;
        },
      };
      for (const store of kernel.stores) emitStore(site, store);
    });
  });
}

/**
 * The code of a matrix product with its epilogue: tiles of 6 rows by 2 vectors in registers, over the whole inner dimension.
 * Every element is summed in the order of the inner dimension, whatever the tiling.
 *
 * @param panel where one panel of the right operand can be packed, when `packs` says so
 * @see Goto & van de Geijn, "Anatomy of high-performance matrix multiplication" (2008), for the layers.
 */
export function emitProduct(
  kernel: LoopKernel,
  addresses: Addresses,
  library: Library,
  panel: number,
  fused: boolean,
): Body {
  const body = createBody([]);
  const width = widthOf(kernel);
  const [rows, columns] = kernel.space.slice(-2) as [number, number];
  const batches = kernel.space.slice(0, -2);
  const context: Context = {
    body,
    kernel,
    addresses,
    width,
    panel: packs(kernel) ? panel : undefined,
    fused,
    batch: batches.map(() => body.local("i32")),
    row: body.local("i32"),
    column: body.local("i32"),
    k: body.local("i32"),
  };
  const rowTiles = (vectors: number, valid: number): void => {
    if (context.panel !== undefined) emitPack(context, vectors, valid);
    const whole = rows - (rows % tileRows);
    emitCounted(body, context.row, whole, tileRows, () => emitTile(context, library, tileRows, vectors, valid));
    if (rows === whole) return;
    body.i32(whole);
    body.set(context.row);
    emitTile(context, library, rows - whole, vectors, valid);
  };
  const columnTiles = (): void => {
    const step = tileVectors * width;
    const whole = columns - (columns % step);
    emitCounted(body, context.column, whole, step, () => rowTiles(tileVectors, step));
    if (columns === whole) return;
    body.i32(whole);
    body.set(context.column);
    rowTiles(Math.ceil((columns - whole) / width), columns - whole);
  };
  const nest = (axis: number): void => {
    if (axis === batches.length) columnTiles();
    else emitCounted(body, context.batch[axis]!, batches[axis]!, 1, () => nest(axis + 1));
  };
  if (rows > 0 && columns > 0) nest(0);
  return body;
}
