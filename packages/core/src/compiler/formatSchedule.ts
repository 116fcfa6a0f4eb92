import { formatShape } from "../errors/describe.js";
import {
  type Buffer,
  denseAccess,
  type Expression,
  type Kernel,
  type LoopKernel,
  type Schedule,
  sameAccess,
} from "./fuse/kernel.js";

/** Names for buffers: the user's own where there is one, else the primitive and a number. */
export function bufferNames({ buffers }: Schedule): (buffer: Buffer) => string {
  const names = new Map(
    buffers.map((buffer, i) => {
      const { home, tensor } = buffer;
      if (home.kind === "variable" || home.kind === "input") return [buffer, `"${home.name}"`];
      return [buffer, `${tensor.primitive.name}.${i}`];
    }),
  );
  return (buffer) => names.get(buffer) ?? buffer.tensor.primitive.name;
}

const formatNumber = (value: number): string => `${Number(value.toPrecision(7))}`;

/** The lines of a loop: shared sub-expressions first, under names of their own. */
function formatLoop(kernel: LoopKernel, nameOf: (buffer: Buffer) => string): readonly string[] {
  const { space, stores, reduction } = kernel;
  const dense = denseAccess(space);
  const uses = new Map<Expression, number>();
  const count = (expression: Expression): void => {
    uses.set(expression, (uses.get(expression) ?? 0) + 1);
    if (uses.get(expression) === 1 && expression.kind === "apply") expression.args.forEach(count);
  };
  for (const { value } of stores) count(value);
  if (reduction !== undefined) count(reduction.value);

  const lines: string[] = [];
  const names = new Map<Expression, string>();
  const format = (expression: Expression): string => {
    const known = names.get(expression);
    if (known !== undefined) return known;
    const text = write(expression);
    if (expression.kind !== "apply" || (uses.get(expression) ?? 0) < 2) return text;
    const name = `t${names.size}`;
    names.set(expression, name);
    lines.push(`${name} = ${text}`);
    return name;
  };
  const write = (expression: Expression): string => {
    switch (expression.kind) {
      case "constant":
        return formatNumber(expression.value);
      case "product":
        return "product";
      case "position":
        return `position(${expression.access.strides.join(", ")})`;
      case "load": {
        const { buffer, access } = expression;
        const name = nameOf(buffer);
        if (sameAccess(access, dense, space)) return name;
        return `${name}[${access.strides.join(", ")}${access.offset === 0 ? "" : `; ${access.offset}`}]`;
      }
      case "apply": {
        const { node, args } = expression;
        const detail = node.attributes.direction ?? (node.primitive.name === "cast" ? expression.dtype : undefined);
        return `${node.primitive.name}${detail === undefined ? "" : ` ${detail}`}(${args.map(format).join(", ")})`;
      }
    }
  };
  for (const { buffer, value } of stores) {
    const text = format(value);
    lines.push(`${nameOf(buffer)} = ${text}`);
  }
  if (reduction !== undefined) {
    const text = format(reduction.value);
    lines.push(`${nameOf(reduction.into)} = ${reduction.operation} over [${reduction.axes.join(", ")}] of ${text}`);
  }
  return lines;
}

/** The first line of a kernel: what kind it is, and over what. */
function formatHead(kernel: Kernel, nameOf: (buffer: Buffer) => string): string {
  switch (kernel.kind) {
    case "loop": {
      if (kernel.product === undefined)
        return `${kernel.reduction === undefined ? "loop" : "reduction"} ${formatShape(kernel.space)}`;
      const { left, right, inner } = kernel.product;
      const terms = inner.length === 0 ? "1" : inner.map(({ size }) => size).join("·");
      return `product ${formatShape(kernel.space)} of ${nameOf(left.buffer)} and ${nameOf(right.buffer)}, inner ${terms}`;
    }
    case "chain":
      return `chain of ${kernel.links.length} over ${kernel.rows} rows, ${kernel.slice} at a time`;
    case "gather":
      return `gather ${nameOf(kernel.target)} = rows of ${nameOf(kernel.source)} by ${nameOf(kernel.indices)}`;
    case "scatterAdd":
      return `scatterAdd ${nameOf(kernel.target)} = ${nameOf(kernel.source)} by ${nameOf(kernel.indices)}`;
    case "argmax":
      return `argmax ${nameOf(kernel.target)} of ${nameOf(kernel.source)}`;
    case "check":
      return `check that ${nameOf(kernel.source)} is finite`;
    case "copy":
      return `copy ${nameOf(kernel.target)} = ${kernel.source === undefined ? "zeros" : nameOf(kernel.source)}`;
  }
}

/**
 * A schedule as text: each kernel with its number, what it runs over, and what it stores. Strides stand behind a buffer that
 * is read in another order than the kernel's own.
 */
export function formatSchedule(schedule: Schedule): string {
  const nameOf = bufferNames(schedule);
  return schedule.kernels
    .map((kernel, i) => {
      const body =
        kernel.kind === "loop"
          ? formatLoop(kernel, nameOf)
          : kernel.kind === "chain"
            ? kernel.links.flatMap((link) => [
                formatHead(link, nameOf),
                ...formatLoop(link, nameOf).map((line) => `  ${line}`),
              ])
            : [];
      return [`#${i}  ${formatHead(kernel, nameOf)}`, ...body.map((line) => `      ${line}`)].join("\n");
    })
    .join("\n");
}
