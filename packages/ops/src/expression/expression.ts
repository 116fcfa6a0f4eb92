import {
  type DType,
  type Initialiser,
  input,
  named,
  type Operand,
  parameter,
  type Shape,
  type Tensor,
} from "@adjoint/core";
import { OpsError } from "../errors/opsError.js";
import { glorotUniform } from "../initialisers/glorot.js";
import { zeros } from "../initialisers/zeros.js";
import { buildTensor } from "./internal/build.js";
import { parseStatements } from "./internal/parseStatements.js";

/** A parameter of an expression: its sizes, or those and its first values. */
export type ParameterDeclaration =
  | readonly number[]
  | { readonly shape: readonly number[]; readonly initial?: number | Initialiser };

/** What the names in an expression stand for. */
export interface ExpressionOptions {
  /** What is fed to each run, by name, with its shape. */
  readonly shapes?: Readonly<Record<string, Shape>>;
  /** What is learned, by name. Matrices start from `glorotUniform`, vectors and scalars from 0, unless told otherwise. */
  readonly parameters?: Readonly<Record<string, ParameterDeclaration>>;
  /** Tensors that there are already. */
  readonly tensors?: Readonly<Record<string, Tensor>>;
  /** The element type of inputs, parameters and lone numbers. Default: that of the first of `tensors`, else `f32`. */
  readonly dtype?: DType;
}

/** An expression as graph. */
export interface Expression {
  /** The value of the last statement. */
  readonly result: Tensor;
  /** The value of each name that is assigned. */
  readonly values: Readonly<Record<string, Tensor>>;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly parameters: Readonly<Record<string, Tensor>>;
}

const mapped = <T, U>(
  table: Readonly<Record<string, T>>,
  f: (value: T, name: string) => U,
): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, f(value, name)]));

function declare(name: string, declaration: ParameterDeclaration, dtype: DType): Tensor {
  const { shape, initial } =
    "shape" in declaration ? declaration : { shape: declaration as readonly number[], initial: undefined };
  return parameter(name, shape, { dtype, initial: initial ?? (shape.length > 1 ? glorotUniform : zeros) });
}

/**
 * A graph from formulas. Statements are separated by `;` or by the end of a line; `#` begins a comment. mathjs reads the text, from
 * a whitelist of its syntax; it computes nothing.
 *
 * - `*` is the matrix product between matrices, and a product with a number or a scalar; a vector on its left is a row, on its right
 *   a column. `.*` multiplies elements and broadcasts. `/` and `^` work on elements, as `./` and `.^` do. `x'` is transposed.
 * - Comparisons, `and`, `or`, `not`, `mod` and `condition ? x : y` work on elements.
 * - Functions: elementwise ones, all `activations`, all `losses` of predictions and targets, `sum`, `mean`, `max`, `min` (of all, or
 *   along axes: `sum(x, 0)`), `maximum`, `minimum`, `logSumExp`, `argmax`, `matmul`, `gather`, `transpose`, `reshape`, `broadcastTo`,
 *   `cast`, `extent`, `iota`, `stopGradient`.
 * - `pi` and `e` are numbers unless a name of yours means something else.
 *
 * @param source one or more statements
 * @param options what names stand for
 * @throws OpsError `expression/…`, each with line, column and a caret
 * @example
 * const { logits } = expression("h = tanh(x * W1 + b1); logits = h * W2", {
 *   shapes: { x: ["batch", 784] },
 *   parameters: { W1: [784, 64], b1: [64], W2: [64, 10] },
 * }).values;
 */
export function expression(source: string, options: ExpressionOptions = {}): Expression {
  const { shapes = {}, parameters = {}, tensors = {} } = options;
  const dtype = options.dtype ?? Object.values(tensors)[0]?.dtype ?? "f32";
  const inputs = mapped(shapes, (shape, name) => input(name, shape, dtype) as Tensor);
  const learned = mapped(parameters, (declaration, name) => declare(name, declaration, dtype));
  const given: Readonly<Record<string, Tensor>> = { ...tensors, ...inputs, ...learned };
  const scope = new Map<string, Operand>(Object.entries(given));
  const values: Record<string, Tensor> = {};
  let result: Tensor | undefined;
  for (const { target, at, value } of parseStatements(source)) {
    if (target !== undefined && Object.hasOwn(given, target)) {
      throw new OpsError("expression/taken", { source, at, name: target });
    }
    result = buildTensor(value, { source, dtype, values: scope });
    if (target === undefined) continue;
    result = named(target, result);
    values[target] = result;
    scope.set(target, result);
  }
  return { result: result!, values, inputs, parameters: learned };
}
