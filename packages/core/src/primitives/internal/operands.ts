import { AdjointError } from "../../errors/adjointError.js";
import type { Operand, Tensor } from "../../graph/tensor.js";
import type { Shape } from "../../types/shape.js";
import { broadcastTo } from "../broadcastTo.js";
import { constant } from "../constant.js";

/** The shape that both broadcast to, right-aligned; `undefined` when a pair of dimensions clashes. */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const shape = Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    return x === y || y === 1 ? x : x === 1 ? y : undefined;
  });
  return shape.includes(undefined) ? undefined : (shape as Shape);
}

/** Numbers become constants of the tensors' dtype (f32 among numbers alone). */
export function asTensors(operands: readonly Operand[]): readonly Tensor[] {
  const dtype = operands.find((operand) => typeof operand !== "number")?.dtype ?? "f32";
  return operands.map((operand) => (typeof operand === "number" ? constant(operand, { dtype }) : operand));
}

/** Brings operands to one shape by explicit `broadcastTo` nodes: the one place where broadcasting enters a graph. */
export function broadcastOperands(operation: string, operands: readonly Operand[]): readonly Tensor[] {
  const tensors = asTensors(operands);
  const shape = tensors.reduce<{ shape: Shape; widest: Tensor | undefined }>(
    ({ shape, widest }, tensor) => {
      const common = broadcastShapes(shape, tensor.shape);
      if (common === undefined) {
        throw new AdjointError("broadcast/incompatible", { operation, left: widest ?? tensor, right: tensor });
      }
      return { shape: common, widest: tensor.shape.length >= (widest?.shape.length ?? 0) ? tensor : widest };
    },
    { shape: [], widest: undefined },
  ).shape;
  return tensors.map((tensor) => broadcastTo(tensor, shape));
}
