import { CodedError, constant, type Dim, type DType, type Operand, type Tensor } from "@adjoint/core";
import { OpsError } from "../../errors/opsError.js";
import { type Argument, functions } from "./functions.js";
import { applyOperator, Refusal } from "./operators.js";
import type { Place, Syntax } from "./syntax.js";

/** What names mean where an expression stands. */
export interface Scope {
  readonly source: string;
  /** What numbers become where no tensor says it. */
  readonly dtype: DType;
  readonly values: ReadonlyMap<string, Operand>;
}

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E, Infinity, NaN: Number.NaN };
const dtypes: readonly string[] = ["f32", "f64", "i32", "u8", "bool"] satisfies readonly DType[];

/** Does something; what it refuses is told with the place. */
function at<T>({ source }: Scope, place: Place, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const located = error instanceof OpsError && error.code.startsWith("expression/");
    if (located || !(error instanceof CodedError || error instanceof Refusal)) throw error;
    throw new OpsError("expression/refused", { source, at: place, reason: error.message });
  }
}

const asTensor = (value: Operand, dtype: DType): Tensor =>
  typeof value === "number" ? constant(value, { dtype }) : value;

function lookUp(name: string, place: Place, { source, values }: Scope): Operand {
  const value = values.get(name) ?? (Object.hasOwn(constants, name) ? constants[name] : undefined);
  if (value !== undefined) return value;
  throw new OpsError("expression/unknown-name", { source, at: place, name, known: [...values.keys()] });
}

/** Rows of numbers as nested arrays. */
function nested(syntax: Syntax, scope: Scope): number | readonly (number | readonly never[])[] {
  if (syntax.kind === "list") return syntax.items.map((item) => nested(item, scope)) as readonly number[];
  const value = build(syntax, scope);
  if (typeof value === "number") return value;
  throw new OpsError("expression/unsupported", {
    source: scope.source,
    at: syntax.at,
    what: "a list of anything but numbers",
  });
}

/** What an argument of a function can be taken for. */
function argumentOf(syntax: Syntax, scope: Scope): Argument {
  const wrong = (expected: string): never => {
    throw new OpsError("expression/argument", { source: scope.source, at: syntax.at, expected });
  };
  const whole = (item: Syntax, expected: string): number => {
    const value = item.kind === "list" ? undefined : build(item, scope);
    return typeof value === "number" && Number.isInteger(value) ? value : wrong(expected);
  };
  const items = syntax.kind === "list" ? syntax.items : [syntax];
  return {
    isLiteral: isLiteral(syntax),
    tensor: (dtype = scope.dtype) => asTensor(build(syntax, { ...scope, dtype }), dtype),
    whole: () => whole(syntax, "a whole number"),
    axes: () => items.map((item) => whole(item, "an axis such as 0, or a list of them")),
    dims: () =>
      items.map((item): Dim => (item.kind === "name" ? item.name : whole(item, "dimensions such as [batch, 10]"))),
    dtype: () =>
      syntax.kind === "name" && dtypes.includes(syntax.name)
        ? (syntax.name as DType)
        : wrong(`one of ${dtypes.join(", ")}`),
  };
}

/** Numbers as they are written, with or without a sign. */
const isLiteral = (syntax: Syntax): boolean =>
  syntax.kind === "number" ||
  syntax.kind === "list" ||
  (syntax.kind === "name" && Object.hasOwn(constants, syntax.name)) ||
  (syntax.kind === "operator" &&
    syntax.operands.length === 1 &&
    syntax.operator === "-" &&
    isLiteral(syntax.operands[0]!));

function call(syntax: Extract<Syntax, { kind: "call" }>, scope: Scope): Tensor {
  const { name, args, at: place } = syntax;
  const { source } = scope;
  const known = Object.keys(functions).toSorted();
  if (!Object.hasOwn(functions, name))
    throw new OpsError("expression/unknown-name", { source, at: place, name, known });
  const { arity, build: apply } = functions[name]!;
  const [least, most] = arity;
  if (args.length < least || args.length > most) {
    const expected = `${least === most ? least : `${least} or ${most}`} argument${most === 1 ? "" : "s"} of ${name}, not ${args.length}`;
    throw new OpsError("expression/argument", { source, at: place, expected });
  }
  const given = args.map((each) => argumentOf(each, scope));
  return at(scope, place, () => apply(...(given as [Argument, ...Argument[]])));
}

/** The graph of an expression; numbers among themselves stay numbers. */
export function build(syntax: Syntax, scope: Scope): Operand {
  switch (syntax.kind) {
    case "number":
      return syntax.value;
    case "name":
      return lookUp(syntax.name, syntax.at, scope);
    case "list":
      return at(
        scope,
        syntax.at,
        () => constant(nested(syntax, scope) as readonly number[], { dtype: scope.dtype }) as Tensor,
      );
    case "call":
      return call(syntax, scope);
    case "operator": {
      const operands = syntax.operands.map((operand) => build(operand, scope));
      return at(scope, syntax.at, () => applyOperator(syntax.operator, operands));
    }
  }
}

/** As `build`, and a number becomes a scalar. */
export const buildTensor = (syntax: Syntax, scope: Scope): Tensor => asTensor(build(syntax, scope), scope.dtype);
