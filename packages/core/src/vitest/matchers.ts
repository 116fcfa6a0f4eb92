import type { Tensor } from "../graph/tensor.js";
import { checkGradient, type GradientOptions } from "../verify/checkGradient.js";
import { checkJacobian, type JacobianOptions } from "../verify/checkJacobian.js";
import { checkLayers, type LayersOptions } from "../verify/checkLayers.js";
import { type BackendsOptions, compareBackends } from "../verify/compareBackends.js";
import { formatVerification } from "../verify/formatVerification.js";
import type { Verification } from "../verify/verification.js";

/** What a matcher tells vitest. */
interface Outcome {
  readonly pass: boolean;
  readonly message: () => string;
}

type Outputs = Tensor | readonly Tensor[];

const outcome = (verification: Verification): Outcome => ({
  pass: verification.pass,
  message: () =>
    `${verification.pass ? "The checks pass, though they should not.\n\n" : ""}${formatVerification(verification)}`,
});

/**
 * Matchers for vitest. `import "@adjoint/core/vitest"` adds them to `expect`; a failure prints the table of all checks.
 *
 * @example
 * import "@adjoint/core/vitest";
 * expect(softplus(x)).toHaveRightGradient({ feeds: { x: [[1, -2, 3]] }, order: 2 });
 */
export const matchers = {
  /** The verdict of `checkGradient`, `checkJacobian`, `checkLayers` or `compareBackends` is `right`. */
  toPass: (verification: Verification): Outcome => outcome(verification),
  /** `checkGradient` passes. */
  toHaveRightGradient: (outputs: Outputs, options?: GradientOptions): Outcome =>
    outcome(checkGradient(outputs, options)),
  /** `checkJacobian` passes. */
  toHaveRightJacobian: (outputs: Outputs, options?: JacobianOptions): Outcome =>
    outcome(checkJacobian(outputs, options)),
  /** `checkLayers` passes. */
  toHaveRightLayers: (outputs: Outputs, options?: LayersOptions): Outcome => outcome(checkLayers(outputs, options)),
  /** `compareBackends` passes. */
  toAgreeOnBackends: (outputs: Outputs, options?: BackendsOptions): Outcome =>
    outcome(compareBackends(outputs, options)),
};

/** The matchers as `expect(…)` offers them. A value that a matcher cannot take is a type error. */
export interface AdjointMatchers<T> {
  /** The verdict of `checkGradient`, `checkJacobian`, `checkLayers` or `compareBackends` is `right`. */
  toPass: T extends Verification ? () => void : never;
  /** `checkGradient` passes: value, Jacobian, Taylor remainders, dot product and linearity; with `order: 2` second derivatives. */
  toHaveRightGradient: T extends Outputs ? (options?: GradientOptions) => void : never;
  /** `checkJacobian` passes. */
  toHaveRightJacobian: T extends Outputs ? (options?: JacobianOptions) => void : never;
  /** `checkLayers` passes: each layer of a network by itself. */
  toHaveRightLayers: T extends Outputs ? (options?: LayersOptions) => void : never;
  /** `compareBackends` passes: value and gradient are those of the reference. */
  toAgreeOnBackends: T extends Outputs ? (options?: BackendsOptions) => void : never;
}
