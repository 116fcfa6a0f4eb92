import type { Tensor } from "../graph/tensor.js";
import type { Shape } from "../types/shape.js";

/** `[batch, 784]` */
export const formatShape = (shape: Shape): string => `[${shape.join(", ")}]`;

/** How an error speaks of a tensor: `"hidden/weights" [784, 128]`, or `tanh [batch, 64]` when it has no name. */
export const describe = (tensor: Tensor): string =>
  `${tensor.name === undefined ? tensor.primitive.name : `"${tensor.name}"`} ${formatShape(tensor.shape)}`;

/** `describe`, with the place of one dimension in the text, for a caret under it. */
export function describeDimension(tensor: Tensor, axis: number): { text: string; start: number; length: number } {
  const text = describe(tensor);
  const before = tensor.shape
    .slice(0, axis)
    .map((dim) => `${dim}, `)
    .join("");
  return {
    text,
    start: text.length - formatShape(tensor.shape).length + 1 + before.length,
    length: `${tensor.shape[axis]}`.length,
  };
}

/** Two tensors side by side, with carets under the dimensions that clash. */
export function besideEachOther(
  left: [Tensor, number],
  right: [Tensor, number],
  prefix: string,
  between: string,
): string {
  const a = describeDimension(...left);
  const b = describeDimension(...right);
  const line = `${prefix}${a.text}${between}${b.text}`;
  const first = prefix.length + a.start;
  const second = prefix.length + a.text.length + between.length + b.start;
  const carets = `${" ".repeat(first)}${"^".repeat(a.length)}${" ".repeat(second - first - a.length)}${"^".repeat(b.length)}`;
  return `${line}\n${carets}`;
}
