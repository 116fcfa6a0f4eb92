import type { Access, Buffer, Expression, LoopKernel } from "../../compiler/fuse/kernel.js";

/** What a kernel does, whatever the buffers that it does it with. */
export interface Structure {
  /** Equal for kernels that differ in nothing but their buffers. */
  readonly text: string;
  /** The buffers, in the order in which the text refers to them. */
  readonly buffers: readonly Buffer[];
}

const textOfNumber = (value: number): string => (Object.is(value, -0) ? "-0" : `${value}`);
const textOfAccess = ({ offset, strides }: Access): string => `${offset}+${strides.join()}`;

/** The structure of a loop, a reduction or a product. Expressions are numbered: what is shared in one is shared in the other. */
export function structureOf({ space, stores, reduction, product }: LoopKernel): Structure {
  const buffers = new Map<Buffer, number>();
  const refer = (buffer: Buffer, access?: Access): string => {
    const number = buffers.get(buffer) ?? buffers.size;
    buffers.set(buffer, number);
    return `#${number}${buffer.dtype}${buffer.size}${access === undefined ? "" : `@${textOfAccess(access)}`}`;
  };
  const lines = [space.join()];
  const numbers = new Map<Expression, number>();
  const bodyOf = (expression: Expression): string => {
    switch (expression.kind) {
      case "load":
        return refer(expression.buffer, expression.access);
      case "constant":
        return textOfNumber(expression.value);
      case "position":
        return `at ${textOfAccess(expression.access)}`;
      case "product":
        return "product";
      case "apply": {
        const { node, args } = expression;
        const types = node.inputs.map(({ dtype }) => dtype);
        return `${node.primitive.name}${JSON.stringify(node.attributes)}${types.join()}(${args.map(numberOf).join()})`;
      }
    }
  };
  const numberOf = (expression: Expression): number => {
    const known = numbers.get(expression);
    if (known !== undefined) return known;
    const body = bodyOf(expression);
    numbers.set(expression, numbers.size);
    lines.push(`${expression.dtype} ${body}`);
    return numbers.size - 1;
  };
  if (product !== undefined) {
    const { left, right, inner } = product;
    const steps = inner.map((dimension) => `${dimension.size}:${dimension.left}:${dimension.right}`);
    lines.push(`${refer(left.buffer, left.access)}*${refer(right.buffer, right.access)}|${steps.join()}`);
  }
  for (const { buffer, access, value } of stores) {
    const number = numberOf(value);
    lines.push(`${refer(buffer, access)}=${number}`);
  }
  if (reduction !== undefined) {
    const { operation, axes, value, into } = reduction;
    const number = numberOf(value);
    lines.push(`${refer(into)}=${operation}[${axes.join()}]${number}`);
  }
  return { text: lines.join("\n"), buffers: [...buffers.keys()] };
}
