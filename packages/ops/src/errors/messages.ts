import { type DType, describe, formatShape, type Shape, type Tensor } from "@adjoint/core";

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
} as const;
