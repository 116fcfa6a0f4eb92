import type { DType } from "../types/dtype.js";
import type { Dim, Shape } from "../types/shape.js";
import type { TensorValue } from "../types/tensorValue.js";
import type { Primitive } from "./primitive.js";

/**
 * What distinguishes two nodes of the same primitive: axes, a target shape, a constant's value. Plain data, so that a graph
 * can be written down as JSON. A string inside an array is always the name of a dimension.
 */
export type Attribute = number | string | boolean | readonly Dim[] | TensorValue | Graph | undefined;
export type Attributes = Readonly<Record<string, Attribute>>;

/**
 * A node of the graph: one primitive applied to earlier nodes. Nodes never change, and hold no numbers but a constant's; a
 * program computes those. `S` is the shape as the TypeScript compiler sees it; plain `Tensor` is a shape known at run time.
 */
export interface Tensor<out S extends Shape = Shape> {
  readonly primitive: Primitive;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
  readonly shape: S;
  readonly dtype: DType;
  /** The user's name for it, used in errors and printed graphs. */
  readonly name: string | undefined;
}

/** A piece of graph as a function: `outputs` in terms of `inputs`, which are nodes of primitive `input`. */
export interface Graph {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** A tensor, or a number that takes the dtype of the other operand and broadcasts. */
export type Operand = Tensor | number;

/** The shape of an operand as a type: a number is a scalar. */
export type ShapeOf<T extends Operand> = T extends Tensor<infer S> ? S : readonly [];
