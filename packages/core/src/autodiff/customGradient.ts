import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import { inline } from "../graph/inline.js";
import { primitive } from "../graph/primitive.js";
import { tape } from "../graph/tape.js";
import type { Graph, Tensor } from "../graph/tensor.js";
import { input } from "../primitives/input.js";
import { isFloat } from "../primitives/internal/dtypes.js";
import { sumOfTerms } from "../primitives/internal/sumOfTerms.js";
import { zerosLike } from "../primitives/zerosLike.js";
import { sameShape } from "../types/sameShape.js";
import { vjp } from "./vjp.js";

/**
 * The identity on its first input, which was computed from the others, with a derivative of its own with respect to them:
 * `backward` maps (cotangent, value, …arguments) to the arguments' cotangents.
 */
export const customPrimitive = primitive<{ name: string; backward: Graph }>({
  name: "custom",
  doc: "the first input, with a derivative of its own with respect to the others",
  signature: ([value]) => ({ shape: value!.shape, dtype: value!.dtype }),
  vjp: ({ cotangent, inputs: [, ...args], output, attributes: { backward } }) => {
    const cotangents = inline(backward, [cotangent, output, ...args]);
    return [undefined, ...args.map((argument, i) => (isFloat(argument.dtype) ? cotangents[i] : undefined))];
  },
  // The rule is linear in the cotangent, so transposing it once more pushes tangents forward.
  jvp: ({ tangents: [, ...tangents], inputs: [, ...args], output, attributes: { name, backward } }) => {
    const [cotangent, ...rest] = backward.inputs as readonly [Tensor, ...Tensor[]];
    const terms = tangents.map((tangent, i) => {
      if (tangent === undefined) return undefined;
      const direction = input("tangent", tangent.shape, tangent.dtype);
      const outputs = vjp([backward.outputs[i]!], [cotangent], [direction]);
      if (tape(outputs).includes(cotangent)) throw new AdjointError("custom/not-linear", { name, position: i });
      return inline({ inputs: [direction, ...rest], outputs }, [tangent, output, ...args])[0];
    });
    return sumOfTerms(terms);
  },
  evaluate: ([value], _attributes, out) => out.data.set(value!.data),
});

/** What `customGradient` is told. */
export interface CustomGradient<Arguments extends readonly Tensor[], Value extends Tensor> {
  /** Shown in printed graphs and errors. */
  readonly name: string;
  /** The value in terms of the arguments. */
  readonly value: (...args: Arguments) => Value;
  /** The cotangent of each argument, of the argument's shape; `undefined` where it is zero or there is none (`i32`, `u8`, `bool`). */
  readonly vjp: (rule: { cotangent: Value; output: Value; inputs: Arguments }) => readonly (Tensor | undefined)[];
}

/**
 * A function whose derivative you give, where the composed one would be slower or less stable. Forward mode and higher
 * derivatives follow from the rule, which must be linear in the cotangent and composed of Adjoint's functions.
 *
 * @throws AdjointError `custom/cotangent` when the rule returns one of another shape than its argument;
 *   `custom/not-linear` from forward mode when it is not linear in the cotangent
 * @example
 * const clippedLog = customGradient({
 *   name: "clippedLog",
 *   value: (x: Tensor) => log(maximum(x, 1e-7)),
 *   vjp: ({ cotangent, inputs: [x] }) => [div(cotangent, maximum(x, 1e-7))],
 * });
 */
export const customGradient =
  <const Arguments extends readonly Tensor[], Value extends Tensor>(
    definition: CustomGradient<Arguments, Value>,
  ): ((...args: Arguments) => Value) =>
  (...args) => {
    const value = definition.value(...args);
    const placeholder = (tensor: Tensor, name: string) => input(name, tensor.shape, tensor.dtype);
    const cotangent = placeholder(value, "cotangent");
    const output = placeholder(value, "output");
    const inputs = args.map((argument, i) => placeholder(argument, `argument ${i}`));
    const cotangents = definition.vjp({ cotangent, output, inputs } as never);
    const outputs = inputs.map((argument, i) => {
      const given = cotangents[i];
      if (given === undefined) return isFloat(argument.dtype) ? zerosLike(argument) : argument;
      if (!sameShape(given.shape, argument.shape))
        throw new AdjointError("custom/cotangent", {
          name: definition.name,
          position: i,
          argument: args[i]!,
          found: given,
        });
      return given;
    });
    const backward: Graph = { inputs: [cotangent, output, ...inputs], outputs };
    return apply(
      customPrimitive,
      [value, ...args],
      { name: definition.name, backward },
      value.name ?? definition.name,
    ) as Tensor as Value;
  };
