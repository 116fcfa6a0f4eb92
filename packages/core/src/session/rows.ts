import { AdjointError } from "../errors/adjointError.js";
import { is } from "../graph/is.js";
import { rewrite } from "../graph/rewrite.js";
import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { add, mul } from "../primitives/binary.js";
import { cast } from "../primitives/cast.js";
import { gather } from "../primitives/gather.js";
import { input, inputPrimitive } from "../primitives/input.js";
import { sizeOf } from "../primitives/internal/strides.js";
import { variable } from "../primitives/variable.js";
import type { DType } from "../types/dtype.js";
import type { Dim } from "../types/shape.js";
import type { TensorValue } from "../types/tensorValue.js";
import { parts, rootsOf } from "./parts.js";
import type { Lowered } from "./program.js";

/** Rows along the first dimension. With `scaling`, an input gets factor·x + offset in place of each element x. */
export interface Column extends TensorValue {
  readonly scaling?: { readonly factor: number; readonly offset: number };
}

/** The input that says which rows a run takes. */
export const indicesName = "indices";

/** Element types whose numbers another one holds without loss. */
const widens: Readonly<Record<DType, readonly DType[]>> = {
  u8: ["u8", "i32", "f32", "f64"],
  i32: ["i32", "f64"],
  f32: ["f32", "f64"],
  f64: ["f64", "f32"],
  bool: ["bool"],
};

/** A row for each index, as the input that it stands for expects it. */
function rowsOf(node: Tensor, name: string, column: Column, indices: Tensor, variableName: string): Tensor {
  const [, ...row] = node.shape as readonly number[];
  const { dtype, shape, scaling } = column;
  const fits =
    node.shape.length > 0 &&
    row.every((dim) => typeof dim === "number") &&
    sizeOf(shape.slice(1)) === sizeOf(row) &&
    (scaling === undefined ? widens[dtype].includes(node.dtype) : node.dtype === "f32" || node.dtype === "f64");
  if (!fits) throw new AdjointError("dataset/column", { name, column, input: node });
  const stored = variable(variableName, [shape[0]!, ...row] as readonly number[], { dtype });
  const picked: Tensor = gather(stored, indices);
  if (scaling === undefined) return picked.dtype === node.dtype ? picked : cast(picked, node.dtype);
  // In double precision, and rounded once: the very numbers that batches of the column are made of.
  const scaled = add(mul(cast(picked, "f64"), scaling.factor), scaling.offset) as Tensor;
  return cast(cast(scaled, "f32"), node.dtype);
}

/**
 * A program whose inputs of these names are rows of columns that lie in variables; it is fed which rows they are.
 *
 * @param nameOf the variable that holds a column
 * @throws AdjointError `dataset/input`, `dataset/column`
 */
export function fedByRows(
  lowered: Lowered,
  columns: Readonly<Record<string, Column>>,
  nameOf: (column: Column) => string,
): Lowered {
  const inputs = new Map(
    lowered.nodes.flatMap((node) => (is(node, inputPrimitive) ? [[node.attributes.name, node]] : [])),
  );
  const used = Object.entries(columns).filter(([name]) => inputs.has(name));
  if (used.length === 0 || inputs.has(indicesName)) {
    throw new AdjointError("dataset/input", { columns: Object.keys(columns), inputs: [...inputs.keys()] });
  }
  const leading = inputs.get(used[0]![0])!.shape[0] as Dim;
  const indices: Tensor = input(indicesName, [leading], "i32");
  const rows = new Map(
    used.map(([name, column]) => {
      const node = inputs.get(name)!;
      if (node.shape[0] !== leading) throw new AdjointError("dataset/column", { name, column, input: node });
      return [node as Tensor, rowsOf(node, name, column, indices, nameOf(column))] as const;
    }),
  );
  const roots = rewrite(rootsOf(lowered), (node) => rows.get(node));
  return { nodes: tape(roots), ...parts(roots, lowered) };
}
