import {
  add,
  and,
  div,
  equal,
  floor,
  greater,
  greaterEqual,
  less,
  lessEqual,
  matmul,
  mul,
  neg,
  not,
  notEqual,
  type Operand,
  or,
  pow,
  reshape,
  type Shape,
  select,
  sub,
  type Tensor,
  transpose,
} from "@adjoint/core";

const isNumber = (x: Operand): x is number => typeof x === "number";
const rankOf = (x: Operand): number => (isNumber(x) ? 0 : x.shape.length);

/** Numbers among themselves are computed at once, in double precision. */
const both =
  (numbers: (x: number, y: number) => number, tensors: (x: Operand, y: Operand) => Tensor) =>
  (x: Operand, y: Operand): Operand =>
    isNumber(x) && isNumber(y) ? numbers(x, y) : tensors(x, y);

const elementwise = {
  "+": both((x, y) => x + y, add as never),
  "-": both((x, y) => x - y, sub as never),
  ".*": both((x, y) => x * y, mul as never),
  "./": both((x, y) => x / y, div as never),
  // A square is a product: it is exact, and so is its derivative at 0.
  ".^": both(
    (x, y) => x ** y,
    (x, y): Tensor => (y === 2 ? mul(x as Tensor, x as Tensor) : pow(x as Tensor, y as Tensor)),
  ),
  mod: both(
    (x, y) => x - y * Math.floor(x / y),
    (x, y): Tensor => sub(x as Tensor, mul(floor(div(x as Tensor, y as Tensor) as Tensor), y as Tensor) as Tensor),
  ),
};

/** The matrix product; a vector on the left is a row, on the right a column. */
function matrixProduct(left: Tensor, right: Tensor): Tensor {
  if (left.shape.length === 1) {
    const row: Tensor = matmul(reshape(left, [1, ...left.shape] as Shape) as Tensor, right);
    return reshape(row, [...row.shape.slice(0, -2), row.shape.at(-1)!]);
  }
  if (right.shape.length === 1) {
    const column: Tensor = matmul(left, reshape(right, [...right.shape, 1] as Shape) as Tensor);
    return reshape(column, column.shape.slice(0, -1));
  }
  return matmul(left, right);
}

/** What an operator refuses, as a sentence. */
export class Refusal extends Error {}

/** `*`: with a number or a scalar of each element, between matrices their product. */
function product(x: Operand, y: Operand): Operand {
  if (rankOf(x) === 0 || rankOf(y) === 0) return elementwise[".*"](x, y);
  if (rankOf(x) === 1 && rankOf(y) === 1) {
    throw new Refusal(
      "a product of two vectors could mean several things; write .* for elements, sum(a .* b) for the inner product.",
    );
  }
  return matrixProduct(x as Tensor, y as Tensor);
}

function transposed(x: Operand): Operand {
  if (isNumber(x) || rankOf(x) < 2) throw new Refusal("only matrices can be transposed.");
  const last = x.shape.length - 1;
  return transpose(x, [...Array.from({ length: last - 1 }, (_, axis) => axis), last, last - 1]);
}

const infix: Readonly<Record<string, (x: Operand, y: Operand) => Operand>> = {
  ...elementwise,
  "*": product,
  "/": elementwise["./"],
  "^": elementwise[".^"],
  "<": less as never,
  "<=": lessEqual as never,
  ">": greater as never,
  ">=": greaterEqual as never,
  "==": equal as never,
  "!=": notEqual as never,
  and: and as never,
  or: or as never,
};

const alone: Readonly<Record<string, (x: Operand) => Operand>> = {
  "-": (x) => (isNumber(x) ? -x : neg(x)),
  "+": (x) => x,
  "'": transposed,
  not: (x) => not(x as Tensor),
};

/** Applies an operator, `?` being the choice between two. */
export function applyOperator(operator: string, operands: readonly Operand[]): Operand {
  const [x, y, z] = operands as readonly [Operand, Operand, Operand];
  if (typeof x === "number" && (operator === "?" || operator === "not")) {
    throw new Refusal("a number is no condition; compare it with something.");
  }
  if (operator === "?") return select(x as Tensor, y as Tensor, z as Tensor);
  return operands.length === 1 ? alone[operator]!(x) : infix[operator]!(x, y);
}
