import type { Inner, LoopKernel, Operand } from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import type { Body } from "./assembler.js";
import { emitAffine, emitCounted } from "./control.js";
import type { Addresses } from "./emittedKernel.js";
import type { Tiling } from "./tile.js";

/** The start of an operand in memory, in bytes. */
export const startOf = (addresses: Addresses, { buffer, access }: Operand): number =>
  addresses(buffer) + access.offset * bytesOf[buffer.dtype];

/** How far the left operand goes from row to row, in elements. */
export const rowStride = ({ product }: LoopKernel): number => product!.left.access.strides.at(-2)!;

/** How far the right operand goes from column to column, in elements. */
export const columnStride = ({ product }: LoopKernel): number => product!.right.access.strides.at(-1)!;

/** The number of terms of each sum. */
export const innerSize = (inner: readonly Inner[]): number =>
  inner.reduce((size, dimension) => size * dimension.size, 1);

/** Pushes the byte offset of where an operand starts at the row or column, and in the batch, at hand. */
export function pushOperandOffset({ body, batch, row, column }: Tiling, { buffer, access }: Operand): void {
  const bytes = bytesOf[buffer.dtype];
  emitAffine(
    body,
    [...batch, row, column],
    access.strides.map((elements) => elements * bytes),
    0,
  );
}

/** Advances a local by a constant. */
export function advance(body: Body, pointer: number, bytes: number): void {
  if (bytes === 0) return;
  body.get(pointer);
  body.i32(bytes);
  body.op("i32.add");
  body.set(pointer);
}

/** A pointer into memory that walks along the inner dimensions, and its steps along each, in bytes. */
export interface Walker {
  readonly pointer: number;
  readonly steps: readonly number[];
}

/** The steps of a pointer that goes from one term to the next without a gap, as packed operands do. */
export function gapless(inner: readonly Inner[], bytes: number): readonly number[] {
  const steps: number[] = [];
  inner.reduceRight((step, { size }) => {
    steps.unshift(step);
    return step * size;
  }, bytes);
  return steps;
}

/**
 * Walks along all inner dimensions, the last one innermost. `several` is emitted for `count` terms at a time, at most `unroll`;
 * pointers stand at the first of them and are advanced behind them.
 *
 * @param between is emitted at the end of each round of the outermost of several dimensions
 */
export function emitInner(
  body: Body,
  inner: readonly Inner[],
  walkers: readonly Walker[],
  unroll: number,
  several: (count: number) => void,
  between: () => void = () => {},
): void {
  const advanceAll = (dimension: number, count: number) => {
    for (const { pointer, steps } of walkers) advance(body, pointer, steps[dimension]! * count);
  };
  const last = inner.length - 1;
  const walk = (dimension: number): void => {
    const { size } = inner[dimension]!;
    if (dimension < last) {
      emitCounted(body, body.local("i32"), size, 1, () => {
        walk(dimension + 1);
        // Back from the end of the dimension inside, and on by one.
        for (const { pointer, steps } of walkers)
          advance(body, pointer, steps[dimension]! - steps[dimension + 1]! * inner[dimension + 1]!.size);
        if (dimension === 0) between();
      });
      return;
    }
    const whole = size - (size % unroll);
    emitCounted(body, body.local("i32"), whole, unroll, () => {
      several(unroll);
      advanceAll(last, unroll);
    });
    if (size === whole) return;
    several(size - whole);
    if (last > 0) advanceAll(last, size - whole);
  };
  if (inner.length === 0) return several(1);
  walk(0);
}
