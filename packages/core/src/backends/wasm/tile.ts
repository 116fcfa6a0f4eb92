import {
  type Access,
  type Buffer,
  type Expression,
  expressionsIn,
  type LoopKernel,
  valuesOf,
} from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import type { Body } from "./assembler.js";
import { emitAffine, emitCounted } from "./control.js";
import { usesOf } from "./emitLoop.js";
import { emitStore } from "./emitStore.js";
import type { Addresses } from "./emittedKernel.js";
import type { Library } from "./library.js";
import { pushMatrixOffset, startOf } from "./matrix.js";
import type { Site, Width } from "./site.js";

/** A tile of the result in registers: rows, and vectors of columns. Twelve accumulators leave room for operands. */
export const tileRows = 6;
export const tileVectors = 2;

/** What the code of a product is emitted with; the numbers are locals. */
export interface Tiling {
  readonly body: Body;
  readonly kernel: LoopKernel;
  readonly addresses: Addresses;
  readonly library: Library;
  readonly width: Width;
  /** Use the relaxed multiply-add. */
  readonly fused: boolean;
  readonly batch: readonly number[];
  readonly row: number;
  readonly column: number;
  readonly k: number;
  /** Where the packed left operand starts, if it is packed: tile after tile, each inner × tileRows. */
  readonly leftScratch: number | undefined;
  /** Where the packed panel of the right operand starts, if it is packed: inner × (tileVectors · width). */
  readonly rightScratch: number | undefined;
}

/** Pushes where the tile at `row` starts in the packed left operand, in bytes. */
export function leftOffset({ body, kernel, row }: Tiling): void {
  const { left, inner } = kernel.product!;
  emitAffine(body, [row], [inner * bytesOf[left.buffer.dtype]], 0);
}

/** Where one operand is read from: a pointer that advances, a constant offset, and the distances of rows or vectors and of k. */
interface Source {
  readonly pointer: number;
  readonly start: number;
  readonly across: number;
  readonly along: number;
}

function leftSource(tiling: Tiling): Source {
  const { body, kernel, addresses, row, leftScratch } = tiling;
  const { left } = kernel.product!;
  const bytes = bytesOf[left.buffer.dtype];
  const pointer = body.local("i32");
  if (leftScratch !== undefined) {
    body.get(leftScratch);
    leftOffset(tiling);
    body.op("i32.add");
    body.set(pointer);
    return { pointer, start: 0, across: bytes, along: tileRows * bytes };
  }
  pushMatrixOffset(tiling, left, row, left.row);
  body.set(pointer);
  return { pointer, start: startOf(addresses, left), across: left.row * bytes, along: left.column * bytes };
}

function rightSource(tiling: Tiling): Source {
  const { body, kernel, addresses, column, rightScratch } = tiling;
  const { right } = kernel.product!;
  const pointer = body.local("i32");
  if (rightScratch !== undefined) {
    body.get(rightScratch);
    body.set(pointer);
    return { pointer, start: 0, across: 16, along: tileVectors * 16 };
  }
  pushMatrixOffset(tiling, right, column, right.column);
  body.set(pointer);
  return { pointer, start: startOf(addresses, right), across: 16, along: right.row * bytesOf[right.buffer.dtype] };
}

/** Steps of k that are emitted in one turn of the loop. */
const unroll = 4;

/** One tile: accumulates rows × vectors over the inner dimension, then computes and stores the epilogue of each. */
export function emitTile(tiling: Tiling, rows: number, vectors: number, columns: number): void {
  const { body, kernel, width, fused, k } = tiling;
  const { inner } = kernel.product!;
  const lanes = width === 2 ? "f64x2" : "f32x4";
  const accumulators = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => body.local("v128")));
  for (const local of accumulators.flat()) {
    body.splat("i32", 0);
    body.set(local);
  }
  const left = leftSource(tiling);
  const right = rightSource(tiling);
  const operands = Array.from({ length: vectors }, () => body.local("v128"));
  const factor = body.local("v128");

  const step = (ahead: number): void => {
    operands.forEach((operand, v) => {
      body.get(right.pointer);
      body.vectorMemory("v128.load", right.start + ahead * right.along + v * right.across);
      body.set(operand);
    });
    accumulators.forEach((vectorsOfRow, r) => {
      body.get(left.pointer);
      const splat = width === 2 ? "v128.load64_splat" : "v128.load32_splat";
      body.vectorMemory(splat, left.start + r * left.across + ahead * left.along);
      body.set(factor);
      vectorsOfRow.forEach((accumulator, v) => {
        body.get(factor);
        body.get(operands[v]!);
        if (!fused) body.vector(`${lanes}.mul`);
        body.get(accumulator);
        body.vector(fused ? `${lanes}.relaxed_madd` : `${lanes}.add`);
        body.set(accumulator);
      });
    });
  };
  const whole = inner - (inner % unroll);
  emitCounted(body, k, whole, unroll, () => {
    for (let ahead = 0; ahead < unroll; ahead++) step(ahead);
    for (const { pointer, along } of [left, right]) {
      body.get(pointer);
      body.i32(along * unroll);
      body.op("i32.add");
      body.set(pointer);
    }
  });
  for (let ahead = 0; ahead < inner - whole; ahead++) step(ahead);
  emitEpilogue(tiling, accumulators, columns);
}

/** Computes and stores what becomes of each vector of a finished tile. */
function emitEpilogue(tiling: Tiling, accumulators: readonly (readonly number[])[], columns: number): void {
  const { body, kernel, addresses, library, width, batch, row, column } = tiling;
  const indices = [...batch, row, column];
  const rowAxis = indices.length - 2;
  const expressions = expressionsIn(valuesOf(kernel));
  const uses = usesOf(kernel, expressions);
  const bytesOfAccess = (access: Access, buffer: Buffer) =>
    access.strides.map((stride) => stride * bytesOf[buffer.dtype]);
  // Addresses are pushed in the middle of expressions, so the pointers that they start from are computed first.
  const pointers = new Map<string, number>();
  const loads = expressions.flatMap((expression) => (expression.kind === "load" ? [expression] : []));
  for (const { access, buffer } of [...loads, ...kernel.stores]) {
    const strides = bytesOfAccess(access, buffer);
    if (pointers.has(strides.join()) || strides.every((stride) => stride === 0)) continue;
    const local = body.local("i32");
    emitAffine(body, indices, strides, 0);
    body.set(local);
    pointers.set(strides.join(), local);
  }
  const kept = new Map<Expression, number>();
  accumulators.forEach((vectors, r) => {
    vectors.forEach((accumulator, v) => {
      const known = new Map<Expression, number>();
      const shifted = ({ offset, strides }: Access): number =>
        offset + r * strides[rowAxis]! + v * width * strides[rowAxis + 1]!;
      const site: Site = {
        body,
        library,
        width,
        lanes: Math.min(width, columns - v * width),
        address: (buffer, access) => {
          const strides = bytesOfAccess(access, buffer);
          const pointer = pointers.get(strides.join());
          const constant = addresses(buffer) + shifted(access) * bytesOf[buffer.dtype];
          if (pointer === undefined) body.i32(0);
          else body.get(pointer);
          if (strides.every((stride) => stride >= 0)) return constant;
          body.i32(constant);
          body.op("i32.add");
          return 0;
        },
        position: (access) => emitAffine(body, indices, access.strides, shifted(access)),
        product: () => body.get(accumulator),
        known: (expression) => known.get(expression),
        keep: (expression) => {
          if (expression.kind === "product" || (uses.get(expression) ?? 0) < 2) return undefined;
          const local = kept.get(expression) ?? body.local("v128");
          kept.set(expression, local);
          known.set(expression, local);
          return local;
        },
      };
      for (const store of kernel.stores) emitStore(site, store);
    });
  });
}
