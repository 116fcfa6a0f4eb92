import type { Tensor } from "../graph/tensor.js";
import { directional } from "./internal/checks/directional.js";
import { dotProduct } from "./internal/checks/dotProduct.js";
import { influence } from "./internal/checks/influence.js";
import { jacobian } from "./internal/checks/jacobian.js";
import { linearity } from "./internal/checks/linearity.js";
import { type TaylorOptions, taylor } from "./internal/checks/taylor.js";
import { conclude } from "./internal/conclude.js";
import { cotangentFor } from "./internal/cotangentFor.js";
import { type VerifyOptions, withSubject } from "./internal/subject.js";
import type { Verification } from "./verification.js";

export interface JacobianOptions extends VerifyOptions {
  /** The steps of Taylor's formula. */
  readonly taylor?: TaylorOptions;
}

/**
 * Checks the first derivatives of an op or a layer at one point: the whole Jacobian by reverse mode, forward mode and
 * differences; the direct Jacobian-transpose test for each tensor by itself, which is Taylor's formula for g(x) = ⟨f(x), u⟩ with
 * ∇g = Jᵀu; ⟨u, Jv⟩ = ⟨Jᵀu, v⟩; and that zero gives zero. `checkGradient` asks more, and of second derivatives too.
 *
 * @param outputs floats, any shapes
 * @param options.wrt inputs, parameters and variables. Default: all float inputs and parameters
 * @returns a verdict that is never right without a comparison: values that are not finite are wrong; a kink, and a tensor
 *   without influence (unless `allowZero`), leave it undecided
 * @throws AdjointError as `vjp` and `Program.run` do: a tensor without derivatives, a feed that does not fit
 * @see Griewank & Walther, "Evaluating Derivatives" (2008), section 3.3, for the identity of the two modes.
 * @example
 * const x = input("x", [2, 3]);
 * const { pass, reason } = checkJacobian(softplus(x), { wrt: [x], feeds: { x: [[1, -2, 3], [0.5, 0, -1]] } });
 */
export const checkJacobian = (outputs: Tensor | readonly Tensor[], options: JacobianOptions = {}): Verification =>
  withSubject(
    outputs,
    options,
    (subject) => {
      const entries = jacobian(subject);
      const u = cotangentFor(subject);
      const transpose = taylor(subject, u, undefined, options.taylor);
      return conclude(
        [
          entries,
          influence(subject),
          directional(subject, u),
          { ...transpose, name: "jacobian transpose" },
          dotProduct(subject),
          linearity(subject),
        ],
        entries.reason,
      );
    },
    (check) => conclude([check], ""),
  );
