import { AdjointError } from "../../errors/adjointError.js";
import type { Tensor } from "../../graph/tensor.js";

/** An axis counted from the front; -1 is the last. Throws when there is no such axis. */
export function resolveAxis(operation: string, tensor: Tensor, axis: number): number {
  const rank = tensor.shape.length;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new AdjointError("axis/out-of-range", { operation, tensor, axis });
  }
  return axis < 0 ? axis + rank : axis;
}

/** Axes counted from the front, in ascending order; all of them when none are named. */
export function resolveAxes(operation: string, tensor: Tensor, axes: readonly number[] | undefined): readonly number[] {
  const resolved = (axes ?? tensor.shape.map((_, i) => i)).map((axis) => resolveAxis(operation, tensor, axis));
  if (new Set(resolved).size !== resolved.length) {
    throw new AdjointError("axis/repeated", { operation, tensor, axes: axes ?? [] });
  }
  return resolved.toSorted((a, b) => a - b);
}
