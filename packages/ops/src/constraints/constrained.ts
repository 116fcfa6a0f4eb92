import { is, type Outputs, type ProgramSpec, type Tensor, variablePrimitive } from "@adjoint/core";
import { type ParameterRules, parameterRules } from "../parameters/parameterRules.js";
import type { Constraint } from "./constraint.js";

/**
 * A training step after which parameters obey constraints: each update is brought to the nearest value that is allowed.
 *
 * @formula w ← P(w′), w′ being the updated value and P the constraint that is chosen by the name of w
 * @peers Keras `kernel_constraint` and `bias_constraint` of layers, PyTorch —, optax `keep_params_nonnegative`
 * @param program what `trainStep` returned
 * @param rules constraints for `weights` and `biases`, for `layers` by name, which replace the general ones, and for `parameters`
 *   by their whole names
 * @returns what `session.compile` takes
 * @throws OpsError `ops/parameter-names`
 * @example
 * const step = session.compile(constrained(trainStep(loss, sgd()), { weights: maxNorm(3), biases: nonNegative }));
 */
export function constrained<O extends Outputs>(
  program: ProgramSpec<O>,
  rules: ParameterRules<Constraint>,
): ProgramSpec<O> {
  const updates = program.updates ?? [];
  const parameters = updates
    .map(([target]) => target)
    .filter((target) => is(target, variablePrimitive) && target.attributes.trainable);
  const chosen = new Map<Tensor, Constraint>(parameterRules("constrained", parameters, rules));
  return {
    ...program,
    updates: updates.map(([target, value]) => [target, chosen.get(target)?.(value) ?? value] as const),
  };
}
