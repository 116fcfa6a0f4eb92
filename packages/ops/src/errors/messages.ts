import { type DType, describe, formatShape, type Shape, type Tensor } from "@adjoint/core";
import { type Pointed, pointer } from "../expression/internal/pointer.js";

/** What every error of the ops says. The only place with such text. */
export const messages = {
  "ops/option": ({
    operation,
    option,
    value,
    expected,
  }: {
    operation: string;
    option: string;
    value: unknown;
    expected: string;
  }) =>
    `${operation}: ${option} must be ${expected}, not ${typeof value === "string" ? JSON.stringify(value) : String(value)}.`,
  "ops/shared-layer": ({
    layer,
    parameter,
    shape,
    dtype,
    found,
  }: {
    layer: string;
    parameter: Tensor;
    shape: Shape;
    dtype: DType;
    found: Tensor;
  }) =>
    `${layer}: since it was first applied, this layer has ${describe(parameter)} (${parameter.dtype}); ` +
    `${describe(found)} (${found.dtype}) would need ${formatShape(shape)} (${dtype}).\n` +
    "A layer that is applied twice shares its parameters, so its inputs must agree; make another layer otherwise.",
  "ops/features": ({ layer, found, expected }: { layer: string; found: Tensor; expected: string }) =>
    `${layer}: expected ${expected}, but was applied to ${describe(found)}.`,
  "ops/layer": ({ operation, place, found }: { operation: string; place: string; found: unknown }) =>
    `${operation}: ${place} is ${found instanceof Object ? `a plain ${typeof found}` : JSON.stringify(found)}, not a layer.\n` +
    "Layers are what dense(10), relu or activations[name] give; lambda(f) makes one of a function of a tensor.",
  "ops/residual": ({ layer, input, output }: { layer: string; input: Tensor; output: Tensor }) =>
    `${layer}: the inner layers turn ${describe(input)} into ${describe(output)}, which cannot be added to it.\n` +
    "They must keep the shape: end them with as many units as come in.",
  "ops/targets": ({
    operation,
    predictions,
    targets,
    expected,
  }: {
    operation: string;
    predictions: Tensor;
    targets: Tensor;
    expected: string;
  }) =>
    `${operation}: ${describe(targets)} (${targets.dtype}) are no targets for ${describe(predictions)}; expected ${expected}.`,
  "ops/parameter-names": ({
    operation,
    strangers,
    names,
  }: {
    operation: string;
    strangers: readonly string[];
    names: readonly string[];
  }) =>
    `${operation}: ${
      strangers.length > 0
        ? `no parameter belongs to ${strangers.map((name) => `"${name}"`).join(", ")}.`
        : "none of these rules applies to a parameter."
    }\nThe parameters are: ${names.join(", ") || "none"}.`,
  "ops/weights": ({ operation, errors, weights }: { operation: string; errors: Tensor; weights: Tensor }) =>
    `${operation}: ${describe(weights)} (${weights.dtype}) are no weights for errors ${formatShape(errors.shape)} (${errors.dtype}).\n` +
    "Weights have the errors' element type, and their shape or the first dimensions of it: [batch] for a weight per example.",
  "expression/syntax": ({ problem, ...pointed }: Pointed & { problem: string }) => {
    const { place, picture } = pointer(pointed);
    return `expression:${place}: ${problem}.\n${picture}`;
  },
  "expression/unsupported": ({ what, ...pointed }: Pointed & { what: string }) => {
    const { place, picture } = pointer(pointed);
    return `expression:${place}: ${what} is not part of expressions.\n${picture}`;
  },
  "expression/unknown-name": ({ name, known, ...pointed }: Pointed & { name: string; known: readonly string[] }) => {
    const { place, picture } = pointer(pointed);
    return `expression:${place}: there is no "${name}"; known are ${known.join(", ") || "no names"}.\n${picture}`;
  },
  "expression/argument": ({ expected, ...pointed }: Pointed & { expected: string }) => {
    const { place, picture } = pointer(pointed);
    return `expression:${place}: expected ${expected}.\n${picture}`;
  },
  "expression/refused": ({ reason, ...pointed }: Pointed & { reason: string }) => {
    const { place, picture } = pointer(pointed);
    return `expression:${place}: ${reason}\n${picture}`;
  },
  "expression/taken": ({ name, ...pointed }: Pointed & { name: string }) => {
    const { place, picture } = pointer(pointed);
    return `expression:${place}: "${name}" is an input, a parameter or a given tensor already, and cannot be assigned.\n${picture}`;
  },
  "expression/unprintable": ({ tensor }: { tensor: Tensor }) =>
    `toExpression: ${describe(tensor)} is made by the primitive ${tensor.primitive.name}, which expressions have no form of.\n` +
    "Print a part of the graph without it, or keep the graph as JSON (toJson).",
} as const;
