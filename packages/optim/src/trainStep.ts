import {
  add,
  cast,
  gradients,
  is,
  type ProgramSpec,
  type Tensor,
  tape,
  variable,
  variablePrimitive,
} from "@adjoint/core";
import { OptimError } from "./errors/optimError.js";
import { leaves } from "./transforms/leaves.js";
import type { Optimizer } from "./transforms/transform.js";

export interface TrainStepOptions<Metrics extends Readonly<Record<string, Tensor>>> {
  /** What to train. Default: every parameter that the loss depends on. */
  readonly parameters?: readonly Tensor[];
  /** Further outputs of each step, such as an accuracy, computed before the update. */
  readonly metrics?: Metrics;
  /** What the optimizer's variables are called: `name`/step and so on. Default: `optimizer`. */
  readonly name?: string;
}

/** The parameters that a tensor depends on, in the order of its tape. */
export const parametersOf = (tensor: Tensor): readonly Tensor[] =>
  tape([tensor]).filter((node) => is(node, variablePrimitive) && node.attributes.trainable);

/**
 * One step of training as a program: the loss, its gradients, and the updates that an optimizer makes of them. A step whose
 * loss is not finite fails and changes nothing.
 *
 * @param loss a float scalar
 * @param optimizer such as `adam()`
 * @param options what to train, and what else to compute
 * @returns what `session.compile` takes; each run returns `{ loss, …metrics }` from before the update
 * @throws OptimError `optim/no-parameters`, `optim/not-a-parameter`, `optim/not-scalar`
 * @example
 * const step = session.compile(trainStep(loss, adam(), { metrics: { accuracy: accuracy(logits, labels) } }));
 * const { loss: before } = step.run({ pixels, labels });
 */
export function trainStep<const Metrics extends Readonly<Record<string, Tensor>> = Record<never, Tensor>>(
  loss: Tensor,
  optimizer: Optimizer,
  options: TrainStepOptions<Metrics> = {},
): ProgramSpec<{ readonly loss: Tensor<readonly []> } & Metrics> {
  const { parameters = parametersOf(loss), metrics, name = "optimizer" } = options;
  if (loss.shape.length > 0) throw new OptimError("optim/not-scalar", { what: "trainStep", tensor: loss });
  if (parameters.length === 0) throw new OptimError("optim/no-parameters", { loss });
  for (const tensor of parameters) {
    if (!is(tensor, variablePrimitive)) throw new OptimError("optim/not-a-parameter", { tensor });
  }
  const count = variable(`${name}/step`, [], { dtype: "i32" });
  const state = optimizer.init(parameters, name);
  const { updates, state: next } = optimizer.update({
    gradients: gradients(loss, parameters),
    state,
    parameters,
    step: cast(count, "f32"),
  });
  const after = leaves(next);
  return {
    outputs: { loss, ...metrics } as { readonly loss: Tensor<readonly []> } & Metrics,
    updates: [
      ...parameters.map((parameter, i) => [parameter, add(parameter, updates[i]!) as Tensor] as const),
      ...leaves(state).map((before, i) => [before, after[i]!] as const),
      [count, add(count, 1)],
    ],
    requireFinite: [loss],
  };
}
