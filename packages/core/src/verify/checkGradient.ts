import type { Tensor } from "../graph/tensor.js";
import { directional } from "./internal/checks/directional.js";
import { dotProduct } from "./internal/checks/dotProduct.js";
import { hessian } from "./internal/checks/hessian.js";
import { influence } from "./internal/checks/influence.js";
import { jacobian } from "./internal/checks/jacobian.js";
import { linearity } from "./internal/checks/linearity.js";
import { repeatability } from "./internal/checks/repeatability.js";
import { type TaylorOptions, taylor } from "./internal/checks/taylor.js";
import { checked, conclude } from "./internal/conclude.js";
import { cotangentFor } from "./internal/cotangentFor.js";
import { culprits } from "./internal/culprits.js";
import { gradientOf, type VerifyOptions, withSubject } from "./internal/subject.js";
import type { Check, Verification } from "./verification.js";

export interface GradientOptions extends VerifyOptions {
  /** 1 checks first derivatives, 2 second ones too. Default: 1. */
  readonly order?: 1 | 2;
  /** The steps of Taylor's formula. */
  readonly taylor?: TaylorOptions;
}

/**
 * Checks the derivatives of a graph at one point in every way there is: values and derivatives are finite and repeatable, the
 * Jacobian is the same by reverse mode, forward mode and differences, every tensor has an influence, the remainders of Taylor's formula
 * fall as fast as they should, ⟨u, Jv⟩ = ⟨Jᵀu, v⟩, and both modes are linear. With `order: 2` the same of the gradient: forward
 * over reverse, reverse over reverse, differences of the gradient, and a symmetric Hessian.
 *
 * It computes in double precision on the reference backend, unless told otherwise, in a session of its own.
 *
 * @param outputs floats, any shapes: a loss, a layer, an op
 * @param options.wrt default: all float inputs and parameters that the outputs depend on
 * @returns a verdict with its reason. At a kink it is `undecided`, and so it is when a tensor has no influence
 * @throws AdjointError as `vjp` and `Program.run` do: a tensor without derivatives, a feed that does not fit
 * @example
 * const { pass, reason } = checkGradient(loss, { feeds: { pixels, labels }, order: 2 });
 */
export function checkGradient(outputs: Tensor | readonly Tensor[], options: GradientOptions = {}): Verification {
  const { order = 1 } = options;
  return withSubject(
    outputs,
    options,
    (subject) => {
      const u = cotangentFor(subject);
      const second = order === 2 ? gradientOf(subject, u) : undefined;
      const checks: readonly Check[] = [
        checked("finite", "right", { reason: "The point and the value are finite." }),
        repeatability(subject),
        jacobian(subject),
        influence(subject),
        directional(subject, u),
        taylor(subject, u, second, options.taylor),
        dotProduct(subject),
        linearity(subject),
        ...(second === undefined ? [] : hessian(second)),
      ];
      const right = `${subject.outputs.join(", ")}: ${checks.length} checks agree. ${checks[2]!.reason}`;
      const verification = conclude(checks, right);
      const layers = verification.verdict === "wrong" ? culprits(outputs, options) : [];
      if (layers.length === 0) return verification;
      return {
        ...verification,
        reason: `${verification.reason} Layer by layer, what is wrong is ${layers.join(", ")}.`,
      };
    },
    (check) => conclude([check], ""),
  );
}
