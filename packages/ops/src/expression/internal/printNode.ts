import { type Shape, sameShape, type Tensor, type TensorValue } from "@adjoint/core";
import { activations } from "../../activations/activations.js";
import { OpsError } from "../../errors/opsError.js";
import { atom, called, joined, levels, type Printed, within } from "./printed.js";

/** How inputs of a node are printed. */
export type Print = (tensor: Tensor) => Printed;

const infix: Readonly<Record<string, readonly [operator: string, level: number]>> = {
  add: ["+", levels.sum],
  sub: ["-", levels.sum],
  and: ["and", levels.and],
  or: ["or", levels.or],
};

const comparisons: Readonly<Record<string, string>> = { EQ: "==", NE: "!=", LT: "<", LE: "<=", GT: ">", GE: ">=" };

/** Those whose name and meaning expressions share. */
const plain: ReadonlySet<string> = new Set(
  "abs atan ceil cos erf exp expm1 floor log log1p round sigmoid sign sin sqrt tanh maximum minimum gather stopGradient".split(
    " ",
  ),
);

const dims = (shape: Shape): string => `[${shape.join(", ")}]`;

const numeral = (x: number): Printed => {
  if (Number.isNaN(x)) return atom("NaN");
  const size = Math.abs(x) === Infinity ? "Infinity" : String(Math.abs(x));
  return x < 0 || Object.is(x, -0) ? { text: `-${size}`, level: levels.sign } : atom(size);
};

/** Nested rows. */
function rows({ data, shape }: Pick<TensorValue, "data" | "shape">): string {
  if (shape.length === 0) return numeral(data[0]!).text;
  const [count, ...inner] = shape as readonly [number, ...number[]];
  const size = data.length / count;
  const row = (i: number) => rows({ data: data.subarray(i * size, (i + 1) * size), shape: inner });
  return `[${Array.from({ length: count }, (_, i) => row(i)).join(", ")}]`;
}

const isConstant = (tensor: Tensor): boolean => tensor.primitive.name === "constant";
const isScalarConstant = (tensor: Tensor): boolean => isConstant(tensor) && tensor.shape.length === 0;
const numbersOf = (tensor: Tensor): TensorValue => tensor.attributes.value as TensorValue;

function constantOf(tensor: Tensor): Printed {
  const value = numbersOf(tensor);
  if (value.shape.length === 0) return called("cast", numeral(value.data[0]!), tensor.dtype);
  if (value.data.length === 0) return refuse(tensor);
  return called("cast", rows(value), tensor.dtype);
}

function refuse(tensor: Tensor): never {
  throw new OpsError("expression/unprintable", { tensor });
}

/** The shape that shapes broadcast to. */
const broadcast = (shapes: readonly Shape[]): Shape =>
  shapes.reduce((a, b) =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, i, rank = Math.max(a.length, b.length)) => {
      const [x, y] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
      return x === 1 ? y : x;
    }),
  );

/**
 * The operands of an elementwise node as they are written: without the `broadcastTo` that writing them side by side brings back,
 * and a number as such where a tensor beside it tells its element type. The first `untyped` operands are of another type.
 */
function operandsOf({ inputs, shape }: Tensor, print: Print, untyped = 0): readonly (readonly [Tensor, Printed])[] {
  const inner = inputs.map((each) => (each.primitive.name === "broadcastTo" ? each.inputs[0]! : each));
  const written = sameShape(broadcast(inner.map((each) => each.shape)), shape) ? inner : inputs;
  const isTyped = written.slice(untyped).some((each) => !isScalarConstant(each));
  return written.map((each, i) => {
    const asNumber = i >= untyped && isTyped && isScalarConstant(each);
    return [each, asNumber ? numeral(numbersOf(each).data[0]!) : print(each)];
  });
}

/** An elementwise node of two operands or, for a choice, three. */
function elementwise(tensor: Tensor, print: Print): Printed | undefined {
  const { name } = tensor.primitive;
  const { inputs } = tensor;
  if (name === "select") {
    const [[, condition], [, x], [, y]] = operandsOf(tensor, print, 1) as [
      readonly [Tensor, Printed],
      readonly [Tensor, Printed],
      readonly [Tensor, Printed],
    ];
    return { text: `(${within(condition, 1)} ? ${within(x, 1)} : ${within(y, 1)})`, level: levels.atom };
  }
  if (inputs.length !== 2) return undefined;
  const pair = (): readonly [readonly [Tensor, Printed], readonly [Tensor, Printed]] =>
    operandsOf(tensor, print) as never;
  if (name === "mul" || name === "div" || name === "pow") {
    const [[x, left], [y, right]] = pair();
    const scalar = x.shape.length === 0 || y.shape.length === 0;
    const sign = { mul: "*", div: "/", pow: "^" }[name];
    const operator = scalar ? sign : `.${sign}`;
    if (name !== "pow") return joined(left, operator, right, levels.product);
    // A square in an expression is a product; a power of 2 stays one when it is written as a tensor.
    const exponent = right.text === "2" ? called("cast", right, tensor.dtype) : right;
    return { text: `${within(left, 8)} ${operator} ${within(exponent, 8)}`, level: levels.power };
  }
  if (Object.hasOwn(infix, name)) {
    const [[, left], [, right]] = pair();
    return joined(left, infix[name]![0], right, infix[name]![1]);
  }
  if (name === "compare") {
    const [[, left], [, right]] = pair();
    const text = `${within(left, 4)} ${comparisons[tensor.attributes.direction as string]} ${within(right, 4)}`;
    return { text, level: levels.compare };
  }
  return undefined;
}

function reduction({ primitive, inputs: [x], attributes }: Tensor, print: Print): Printed {
  const axes = attributes.axes as readonly number[];
  const all = axes.length === x!.shape.length;
  return all ? called(primitive.name, print(x!)) : called(primitive.name, print(x!), dims(axes));
}

/** A node as text, in terms of its inputs. */
export function printNode(tensor: Tensor, print: Print): Printed {
  const { primitive, inputs, attributes } = tensor;
  const [x] = inputs;
  const paired = elementwise(tensor, print);
  if (paired !== undefined) return paired;
  if (plain.has(primitive.name)) return called(primitive.name, ...inputs.map(print));
  switch (primitive.name) {
    case "constant":
      return constantOf(tensor);
    case "neg":
      return { text: `-${within(print(x!), levels.power)}`, level: levels.sign };
    case "not":
      return { text: `not ${within(print(x!), levels.atom)}`, level: levels.sign };
    case "dot": {
      const factor = (each: Tensor, turned: unknown) => {
        const printed = print(each);
        return turned === true ? { text: `${within(printed, levels.atom)}'`, level: levels.atom } : printed;
      };
      const [left, right] = [factor(x!, attributes.transposeLeft), factor(inputs[1]!, attributes.transposeRight)];
      return joined(left, "*", right, levels.product);
    }
    case "sum":
    case "max":
    case "min":
      return reduction(tensor, print);
    case "argmax":
      return called("argmax", print(x!), String(attributes.axis));
    case "cast":
      return called("cast", print(x!), tensor.dtype);
    case "transpose":
      return called("transpose", print(x!), dims(attributes.permutation as readonly number[]));
    case "reshape":
    case "broadcastTo":
      return called(primitive.name, print(x!), dims(tensor.shape));
    case "extent":
      return called("extent", dims(attributes.shape as Shape), tensor.dtype);
    case "iota":
      return called("iota", dims(tensor.shape), tensor.dtype);
    case "custom": {
      const name = attributes.name as string;
      return Object.hasOwn(activations, name) && inputs.length === 2 ? called(name, print(inputs[1]!)) : print(x!);
    }
    default:
      return refuse(tensor);
  }
}
