import { type Feed, input, randomUniform, type Tensor } from "@adjoint/core";
import { parametersOf } from "./evaluation.properties.js";

/** A function at a point where it is smooth. */
export interface JacobianCase {
  readonly outputs: Tensor;
  readonly wrt: readonly Tensor[];
  readonly feeds: Readonly<Record<string, Feed>>;
}

/** For each differentiable export its Jacobian at one or more points, by everything it depends on. */
export type JacobianCases = Readonly<Record<string, Readonly<Record<string, () => JacobianCase>>>>;

/** Of an export that has no derivative, the reason. */
export type NoDerivative = Readonly<Record<string, string>>;

export const x = input("x", [2, 3]);
export const rows = [
  [0.3, -1.2, 0.7],
  [1.9, 0.15, -0.4],
];
export const t = input("t", [2, 3]);
export const rates = [
  [0.2, 0.5, 0.3],
  [1.4, -0.6, 0.1],
];

export const atX = (outputs: Tensor, values: Feed = rows): JacobianCase => ({
  outputs,
  wrt: [x],
  feeds: { x: values },
});

export const atXAndT = (outputs: Tensor, targets: Feed = rates, values: Feed = rows): JacobianCase => ({
  outputs,
  wrt: [x, t],
  feeds: { x: values, t: targets },
});

/** By x and by all parameters, none of which starts as 0. */
export const withParameters = (outputs: Tensor): JacobianCase => ({
  ...atX(outputs),
  wrt: [x, ...parametersOf(outputs)],
});

/** First values that are neither 0 nor equal. */
export const anything = (shape: readonly number[], key: Tensor<readonly [2]>): Tensor =>
  randomUniform(key, shape, { low: -1 });
