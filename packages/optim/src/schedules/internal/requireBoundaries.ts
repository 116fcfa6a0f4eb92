import { OptimError } from "../../errors/optimError.js";

/** Checks the steps at which pieces of a schedule end: whole, growing, one fewer than pieces. */
export function requireBoundaries(what: string, boundaries: readonly number[], pieces: number): void {
  const grow = boundaries.every((boundary, i) => Number.isSafeInteger(boundary) && boundary > (boundaries[i - 1] ?? 0));
  if (!grow || pieces !== boundaries.length + 1) {
    throw new OptimError("optim/boundaries", { what, boundaries, pieces });
  }
}
