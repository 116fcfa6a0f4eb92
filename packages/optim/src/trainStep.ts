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
import { requireChoice } from "./errors/requireChoice.js";
import { requireParameters } from "./errors/requireParameters.js";
import { type LearningRate, scheduleOf } from "./schedules/schedule.js";
import { leaves } from "./transforms/leaves.js";
import type { Optimizer } from "./transforms/transform.js";

type Metrics = Readonly<Record<string, Tensor>>;
type Rates = Readonly<Record<string, LearningRate>>;

export interface TrainStepOptions<M extends Metrics = Metrics, R extends Rates = Rates> {
  /** What to train. Default: every parameter that the loss depends on. */
  readonly parameters?: readonly Tensor[];
  /** Further outputs of each step, such as an accuracy, computed before the update. */
  readonly metrics?: M;
  /** Further outputs by their schedules: the learning rate of this step, to be logged. */
  readonly rates?: R;
  /** What the optimizer's variables are called: `name`/step and so on. Default: `optimizer`. */
  readonly name?: string;
  /** Further variables and their next values, such as the running statistics of batch normalisation. */
  readonly updates?: NonNullable<ProgramSpec["updates"]>;
  /**
   * What fails the step when it is NaN or infinite, before anything changes: the `loss`; the loss and all `gradients`, which costs
   * a look at each; or `nothing`. Default: `loss`.
   */
  readonly requireFinite?: "loss" | "gradients" | "nothing";
}

/**
 * The parameters that a tensor depends on, in the order of its tape: the trainable variables.
 *
 * @param tensor such as a loss
 * @example
 * for (const parameter of parametersOf(loss)) console.log(parameter.name, session.read(parameter).data);
 */
export const parametersOf = (tensor: Tensor): readonly Tensor[] =>
  tape([tensor]).filter((node) => is(node, variablePrimitive) && node.attributes.trainable);

/** The loss, the metrics, and a number for each schedule. */
type StepOutputs<M extends Metrics, R extends Rates> = { readonly loss: Tensor<readonly []> } & M & {
    readonly [Name in keyof R]: Tensor<readonly []>;
  };

/**
 * One step of training as a program: the loss, its gradients, and the updates that an optimizer makes of them. A step whose
 * loss is not finite fails and changes nothing; `requireFinite: "gradients"` watches these too.
 *
 * @param loss a float scalar
 * @param optimizer such as `adam()`
 * @param options what to train, and what else to compute
 * @returns what `session.compile` takes; each run returns `{ loss, …metrics, …rates }` from before the update
 * @throws OptimError `optim/no-parameters`, `optim/not-a-parameter`, `optim/not-scalar`,
 *   `optim/unknown-choice`
 * @example
 * const step = session.compile(trainStep(loss, adam(), { metrics: { accuracy: accuracy(logits, labels) } }));
 * const { loss: before } = step.run({ pixels, labels });
 */
export function trainStep<
  const M extends Metrics = Record<never, Tensor>,
  R extends Rates = Record<never, LearningRate>,
>(loss: Tensor, optimizer: Optimizer, options: TrainStepOptions<M, R> = {}): ProgramSpec<StepOutputs<M, R>> {
  const { parameters = parametersOf(loss), metrics, rates = {}, name = "optimizer", requireFinite = "loss" } = options;
  requireChoice("trainStep", "requireFinite", requireFinite, ["loss", "gradients", "nothing"]);
  if (loss.shape.length > 0) throw new OptimError("optim/not-scalar", { what: "trainStep", tensor: loss });
  requireParameters("trainStep", loss, parameters);
  const count = variable(`${name}/step`, [], { dtype: "i32" });
  const step = cast(count, "f32");
  const state = optimizer.init(parameters, name);
  const slopes: readonly Tensor[] = gradients(loss, parameters);
  const { updates, state: next } = optimizer.update({ gradients: slopes, state, parameters, step });
  const after = leaves(next);
  return {
    outputs: {
      loss,
      ...metrics,
      ...Object.fromEntries(Object.entries<LearningRate>(rates).map(([key, rate]) => [key, scheduleOf(rate)(step)])),
    } as StepOutputs<M, R>,
    updates: [
      ...parameters.map((parameter, i) => [parameter, add(parameter, updates[i]!) as Tensor] as const),
      ...leaves(state).map((before, i) => [before, after[i]!] as const),
      [count, add(count, 1)],
      ...(options.updates ?? []),
    ],
    requireFinite: requireFinite === "nothing" ? [] : requireFinite === "loss" ? [loss] : [loss, ...slopes],
  };
}
