import { describe, type Tensor } from "@adjoint/core";
import { describeNames } from "../transforms/internal/describeNames.js";
import type { Names } from "../transforms/names.js";

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
  "optim/unknown-choice": ({
    what,
    option,
    value,
    choices,
  }: {
    what: string;
    option: string;
    value: unknown;
    choices: readonly string[];
  }) => `${what}: ${option} must be ${choices.map((choice) => `"${choice}"`).join(" or ")}, not "${String(value)}".`,
  "optim/boundaries": ({
    what,
    boundaries,
    pieces,
  }: {
    what: string;
    boundaries: readonly number[];
    pieces: number;
  }) =>
    pieces === 0
      ? `${what}: there must be at least one piece.`
      : `${what}: the boundaries of ${pieces} pieces must be ${pieces - 1} whole numbers that grow, ` +
        `from 1 on, not [${boundaries.join(", ")}].`,
  "optim/no-match": ({ what, names, parameters }: { what: string; names: Names; parameters: readonly Tensor[] }) =>
    `${what}: ${describeNames(names)} means none of the parameters, which are called\n` +
    `${parameters.map(({ name }) => `  ${name}`).join("\n")}\n` +
    'A pattern means whole names, and * stands for any characters: "*bias", "dense_1/*".',
  "optim/no-parameters": ({ what, loss }: { what: string; loss: Tensor }) =>
    `${what}: ${describe(loss)} depends on no parameter, so there is nothing to train.\n` +
    "Parameters are made by layers such as dense, or by parameter(name, shape).",
  "optim/not-a-parameter": ({ what, tensor }: { what: string; tensor: Tensor }) =>
    `${what}: ${describe(tensor)} is no parameter or variable, so it cannot be updated.`,
  "optim/not-scalar": ({ what, tensor }: { what: string; tensor: Tensor }) =>
    `${what}: expected a scalar, found ${describe(tensor)}.`,
  "optim/precision": ({ what, tensor }: { what: string; tensor: Tensor }) =>
    `${what}: ${describe(tensor)} is kept in single precision, which hides how a smooth function falls near its minimum.\n` +
    'Open the session in double precision: createSession({ floats: "f64" }).',
  "optim/start": ({ what, part, tensor, value }: { what: string; part: string; tensor: Tensor; value: number }) =>
    `${what}: the ${part} ${describe(tensor)} is ${value} at the first values of the parameters, so there is nowhere to go from.`,
} as const;
