import { faults } from "./internal/faults.js";
import { law, sizes } from "./internal/law.js";
import type { Law } from "./law.js";

const { adjoint, taylor, jacobian, hessian, anyOf } = faults;

/**
 * What holds of every differentiable op.
 *
 * @example
 * const cases = elementwise(softplus, between(-3, 3));
 * test.each(smoothLaws)("softplus: $name", (law) => fc.assert(law.of(cases)));
 */
export const smoothLaws: readonly Law[] = [
  law("reverse mode is the adjoint of forward mode", sizes.some, adjoint),
  law("the remainder of first order falls with the square of the step", sizes.some, taylor),
  law("the whole Jacobian is that of differences", sizes.some, jacobian),
  law("the second derivatives are those of differences", sizes.some, hessian),
  law("dimensions of size 1 change none of this", sizes.one, anyOf(adjoint, jacobian, hessian)),
  law("dimensions of size 0 have derivatives, empty or zero", sizes.noneOrOne, adjoint),
];
