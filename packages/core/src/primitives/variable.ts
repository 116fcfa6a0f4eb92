import { apply } from "../graph/apply.js";
import { primitive } from "../graph/primitive.js";
import type { Graph, Tensor } from "../graph/tensor.js";
import type { DType } from "../types/dtype.js";
import { broadcastTo } from "./broadcastTo.js";
import { constant } from "./constant.js";
import { input } from "./input.js";

/** What declares a session's variable. `initial` computes its first value from a random key. */
export type VariableAttributes = {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly trainable: boolean;
  readonly initial: Graph;
};

/** A tensor that a session keeps between runs. A trainable one is a parameter. */
export const variablePrimitive = primitive<VariableAttributes>({
  name: "variable",
  doc: "kept by the session between runs, by name",
  signature: (_inputs, { shape, dtype }) => ({ shape, dtype }),
  vjp: () => [],
  jvp: () => undefined,
});

/** Computes a first value. `key` is an `i32` pair from which `randomBits` draws; each variable gets a key of its own. */
export type Initialiser = (shape: readonly number[], key: Tensor<readonly [2]>, dtype: DType) => Tensor;

export interface VariableOptions {
  /** Element type. Default: `f32`. */
  readonly dtype?: DType;
  /** The first value: a number for all elements, or an initialiser. Default: 0. */
  readonly initial?: number | Initialiser;
}

const filledWith =
  (value: number): Initialiser =>
  (shape, _key, dtype) =>
    broadcastTo(constant(value, { dtype }), shape);

function declare(name: string, shape: readonly number[], options: VariableOptions, trainable: boolean): Tensor {
  const { dtype = "f32", initial = 0 } = options;
  const initialise = typeof initial === "number" ? filledWith(initial) : initial;
  const key = input("key", [2], "i32");
  const first: Graph = { inputs: [key], outputs: [initialise(shape, key, dtype)] };
  return apply(variablePrimitive, [], { name, shape, dtype, trainable, initial: first }, name);
}

/**
 * Declares a tensor that the session keeps and training changes: a weight or a bias.
 *
 * @param name unique within a graph; in a session, the same name is the same parameter
 * @param shape sizes
 * @param options.initial the first value, a number or an initialiser. Default: 0
 * @param options.dtype default: `f32`
 * @example
 * const weights = parameter("weights", [784, 10], { initial: glorotUniform });
 */
export const parameter = <const S extends readonly number[]>(
  name: string,
  shape: S,
  options: VariableOptions = {},
): Tensor<S> => declare(name, shape, options, true) as Tensor<S>;

/**
 * Declares a tensor that the session keeps and that only explicit updates change: a moment, a running mean, a counter.
 *
 * @param name unique within a graph; in a session, the same name is the same variable
 * @param shape sizes
 * @param options.initial the first value, a number or an initialiser. Default: 0
 * @param options.dtype default: `f32`
 * @example
 * const step = variable("step", [], { dtype: "i32" });
 */
export const variable = <const S extends readonly number[]>(
  name: string,
  shape: S,
  options: VariableOptions = {},
): Tensor<S> => declare(name, shape, options, false) as Tensor<S>;
