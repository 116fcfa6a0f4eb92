import { describe, type Tensor } from "@adjoint/core";

/** What every error of the optimizers says. The only place with such text. */
export const messages = {
  "optim/out-of-range": ({
    what,
    option,
    value,
    expected,
  }: {
    what: string;
    option: string;
    value: unknown;
    expected: string;
  }) => `${what}: ${option} must be ${expected}, not ${String(value)}.`,
  "optim/no-parameters": ({ loss }: { loss: Tensor }) =>
    `trainStep: ${describe(loss)} depends on no parameter, so there is nothing to train.\n` +
    "Parameters are made by layers such as dense, or by parameter(name, shape).",
  "optim/not-a-parameter": ({ tensor }: { tensor: Tensor }) =>
    `trainStep: ${describe(tensor)} is no parameter or variable, so it cannot be updated.`,
  "optim/not-scalar": ({ what, tensor }: { what: string; tensor: Tensor }) =>
    `${what}: expected a scalar, found ${describe(tensor)}.`,
} as const;
