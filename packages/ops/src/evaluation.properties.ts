import { evaluate, type Feed, is, type SessionOptions, type Tensor, tape, variablePrimitive } from "@adjoint/core";

/** The elements of a tensor, in row-major order. */
export function numbers(
  tensor: Tensor,
  feeds: Readonly<Record<string, Feed>> = {},
  options: SessionOptions = {},
): readonly number[] {
  const value = evaluate(tensor, feeds, options);
  return typeof value === "number" ? [value] : Array.from(value.data);
}

/** The parameters that a graph depends on. */
export const parametersOf = (...outputs: readonly Tensor[]): readonly Tensor[] =>
  tape(outputs).filter((node) => is(node, variablePrimitive));

/** What those parameters are called. */
export const parameterNames = (...outputs: readonly Tensor[]): readonly (string | undefined)[] =>
  parametersOf(...outputs).map(({ name }) => name);

/** The error that `act` throws; of none, a failure that says so. */
export function refusal(act: () => unknown): Error & { readonly code?: string; readonly details?: unknown } {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error("Nothing was refused.");
}
