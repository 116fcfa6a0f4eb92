import { formatShape } from "../errors/describe.js";
import { sameShape } from "../types/sameShape.js";
import { tape } from "./tape.js";
import type { Attribute, Tensor } from "./tensor.js";

const entries = 8;

/** An attribute in one line: numbers of a constant up to eight, a graph by its size. */
export function formatAttribute(value: Attribute): string {
  if (typeof value !== "object") return typeof value === "string" ? value : String(value);
  if ("data" in value) {
    const shown = Array.from(value.data.subarray(0, entries), (x) => Number(x.toPrecision(7)));
    const numbers = shown.join(", ") + (value.data.length > entries ? ", …" : "");
    return value.shape.length === 0 ? numbers : `[${numbers}]`;
  }
  if ("outputs" in value) return `graph of ${tape(value.outputs).length} nodes`;
  return formatShape(value);
}

/** The attributes that the rest of the line does not tell already. */
export function formatAttributes({ attributes, name, shape }: Tensor): string {
  const own = Array.isArray(attributes.shape) && sameShape(attributes.shape, shape);
  const hidden = new Set([
    "dtype",
    "initial",
    ...(own ? ["shape"] : []),
    ...(attributes.name === name ? ["name"] : []),
  ]);
  return Object.entries(attributes)
    .filter(([key, value]) => !hidden.has(key) && value !== undefined && value !== false)
    .map(([key, value]) => (key === "value" ? formatAttribute(value) : `${key}=${formatAttribute(value)}`))
    .join(" ");
}

/**
 * The tape as text, a node a line: number, primitive, inputs, attributes, element type and shape, name.
 *
 * @example
 * console.log(toText([loss]));
 * // %0  input              f32[batch, 784]  "pixels"
 * // %1  variable           f32[784, 10]     "weights"
 * // %2  dot %0 %1          f32[batch, 10]
 */
export function toText(outputs: readonly Tensor[]): string {
  const nodes = tape(outputs);
  const index = new Map(nodes.map((node, i) => [node, i]));
  const rows = nodes.map((node, i) => [
    `%${i}`,
    [node.primitive.name, ...node.inputs.map((input) => `%${index.get(input)}`), formatAttributes(node)]
      .filter((word) => word !== "")
      .join(" "),
    `${node.dtype}${formatShape(node.shape)}`,
    node.name === undefined ? "" : `"${node.name}"`,
  ]);
  const widths = [0, 1, 2].map((column) => rows.reduce((width, row) => Math.max(width, row[column]!.length), 0));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
