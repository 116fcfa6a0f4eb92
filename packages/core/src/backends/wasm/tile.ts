import {
  type Access,
  type Buffer,
  type Expression,
  expressionsIn,
  type Inner,
  type LoopKernel,
  valuesOf,
} from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import type { Body } from "./assembler.js";
import { emitAffine } from "./control.js";
import { usesOf } from "./emitLoop.js";
import { emitStore } from "./emitStore.js";
import type { Addresses } from "./emittedKernel.js";
import type { Library } from "./library.js";
import { emitInner, gapless, innerSize, pushOperandOffset, rowStride, startOf, type Walker } from "./matrix.js";
import type { Site, Width } from "./site.js";

/** The rows of a tile of the result in registers. Twelve accumulators leave room for operands. */
export const tileRows = 6;
const accumulatorsOfTile = 12;

/** The vectors of columns in a tile: the fewer rows there are at all, the more. */
export const tileVectors = (rows: number): number =>
  Math.floor(accumulatorsOfTile / Math.max(1, Math.min(tileRows, rows)));

/** What the code of a product is emitted with; the numbers are locals. */
export interface Tiling {
  readonly body: Body;
  readonly kernel: LoopKernel;
  readonly addresses: Addresses;
  readonly library: Library;
  readonly width: Width;
  /** Vectors of columns in a tile. */
  readonly vectors: number;
  /** Use the relaxed multiply-add. */
  readonly fused: boolean;
  readonly batch: readonly number[];
  readonly row: number;
  readonly column: number;
  /** Where the packed left operand starts, if it is packed: tile after tile, each terms × tileRows. */
  readonly leftScratch: number | undefined;
  /** Where the packed panel of the right operand starts, if it is packed: terms × (vectors · width). */
  readonly rightScratch: number | undefined;
}

/** Pushes where the tile at `row` starts in the packed left operand, in bytes. */
export function leftOffset({ body, kernel, row }: Tiling): void {
  const { left, inner } = kernel.product!;
  emitAffine(body, [row], [innerSize(inner) * bytesOf[left.buffer.dtype]], 0);
}

/** Where an operand is read from: a pointer that walks along the inner dimensions, a constant offset, and the distance of rows or vectors. */
interface Source extends Walker {
  readonly start: number;
  readonly across: number;
}

function leftSource(tiling: Tiling): Source {
  const { body, kernel, addresses, leftScratch } = tiling;
  const { left, inner } = kernel.product!;
  const bytes = bytesOf[left.buffer.dtype];
  const pointer = body.local("i32");
  if (leftScratch !== undefined) {
    body.get(leftScratch);
    leftOffset(tiling);
    body.op("i32.add");
    body.set(pointer);
    return { pointer, start: 0, across: bytes, steps: gapless(inner, tileRows * bytes) };
  }
  pushOperandOffset(tiling, left);
  body.set(pointer);
  const steps = inner.map((dimension) => dimension.left * bytes);
  return { pointer, start: startOf(addresses, left), across: rowStride(kernel) * bytes, steps };
}

function rightSource(tiling: Tiling): Source {
  const { body, kernel, addresses, rightScratch } = tiling;
  const { right, inner } = kernel.product!;
  const pointer = body.local("i32");
  if (rightScratch !== undefined) {
    body.get(rightScratch);
    body.set(pointer);
    return { pointer, start: 0, across: 16, steps: gapless(inner, tiling.vectors * 16) };
  }
  pushOperandOffset(tiling, right);
  body.set(pointer);
  const steps = inner.map((dimension) => dimension.right * bytesOf[right.buffer.dtype]);
  return { pointer, start: startOf(addresses, right), across: 16, steps };
}

/** Terms that are emitted in one turn of the innermost loop: short ones are written out. */
const unrollOf = (inner: readonly Inner[]): number => {
  const size = inner.at(-1)?.size ?? 1;
  return size <= 8 && inner.length > 1 ? size : 4;
};

/** Sums of more terms than this are added up from partial sums, one for each index of the outermost inner dimension. */
const longSum = 2048;

/** One tile: accumulates rows × vectors over the inner dimensions, then computes and stores the epilogue of each. */
export function emitTile(tiling: Tiling, rows: number, vectors: number, columns: number): void {
  const { body, kernel, width, fused } = tiling;
  const { inner } = kernel.product!;
  const lanes = width === 2 ? "f64x2" : "f32x4";
  const vectorLocals = () =>
    Array.from({ length: rows }, () => Array.from({ length: vectors }, () => body.local("v128")));
  const clear = (local: number) => {
    body.splat("i32", 0);
    body.set(local);
  };
  const accumulators = vectorLocals();
  accumulators.flat().forEach(clear);
  const isLong = inner.length > 1 && innerSize(inner) > longSum;
  const totals = isLong ? vectorLocals() : accumulators;
  if (isLong) totals.flat().forEach(clear);
  const left = leftSource(tiling);
  const right = rightSource(tiling);
  const [leftStep, rightStep] = [left.steps.at(-1) ?? 0, right.steps.at(-1) ?? 0];

  const loadFactor = (r: number, ahead: number, into: number) => {
    body.get(left.pointer);
    const splat = width === 2 ? "v128.load64_splat" : "v128.load32_splat";
    body.vectorMemory(splat, left.start + r * left.across + ahead * leftStep);
    body.set(into);
  };
  const pushOperand = (v: number, ahead: number) => {
    body.get(right.pointer);
    body.vectorMemory("v128.load", right.start + ahead * rightStep + v * right.across);
  };
  const accumulate = (accumulator: number, factor: number, operand: () => void) => {
    body.get(factor);
    operand();
    if (!fused) body.vector(`${lanes}.mul`);
    body.get(accumulator);
    body.vector(fused ? `${lanes}.relaxed_madd` : `${lanes}.add`);
    body.set(accumulator);
  };
  const termByTerm = (count: number): void => {
    const [factor, ...operands] = Array.from({ length: vectors + 1 }, () => body.local("v128")) as [
      number,
      ...number[],
    ];
    for (let ahead = 0; ahead < count; ahead++) {
      operands.forEach((operand, v) => {
        pushOperand(v, ahead);
        body.set(operand);
      });
      accumulators.forEach((vectorsOfRow, r) => {
        loadFactor(r, ahead, factor);
        vectorsOfRow.forEach((accumulator, v) => {
          accumulate(accumulator, factor, () => body.get(operands[v]!));
        });
      });
    }
  };
  /** A single row uses each operand once: several terms go to one accumulator before the next has its turn. */
  const vectorByVector = (count: number): void => {
    const factors = Array.from({ length: count }, () => body.local("v128"));
    factors.forEach((factor, ahead) => {
      loadFactor(0, ahead, factor);
    });
    accumulators[0]!.forEach((accumulator, v) => {
      factors.forEach((factor, ahead) => {
        accumulate(accumulator, factor, () => pushOperand(v, ahead));
      });
    });
  };
  const addUp = () => {
    if (!isLong) return;
    accumulators.flat().forEach((accumulator, i) => {
      const total = totals.flat()[i]!;
      body.get(total);
      body.get(accumulator);
      body.vector(`${lanes}.add`);
      body.set(total);
      clear(accumulator);
    });
  };
  emitInner(body, inner, [left, right], unrollOf(inner), rows === 1 ? vectorByVector : termByTerm, addUp);
  emitEpilogue(tiling, totals, columns);
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
