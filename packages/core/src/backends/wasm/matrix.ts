import type { Matrix } from "../../compiler/fuse/kernel.js";
import { bytesOf } from "../../compiler/plan.js";
import { emitAffine } from "./control.js";
import type { Addresses } from "./emittedKernel.js";
import type { Tiling } from "./tile.js";

/** The start of a matrix in memory, in bytes. */
export const startOf = (addresses: Addresses, { buffer, offset }: Matrix): number =>
  addresses(buffer) + offset * bytesOf[buffer.dtype];

/** Pushes the byte offset of an element of a matrix, in the batch at hand. */
export function pushMatrixOffset({ body, batch }: Tiling, matrix: Matrix, index: number, stride: number): void {
  const bytes = bytesOf[matrix.buffer.dtype];
  emitAffine(
    body,
    [...batch, index],
    [...matrix.batch, stride].map((elements) => elements * bytes),
    0,
  );
}
