import { createSession, input, type Program, type Session, type Tensor, type TensorValue } from "@adjoint/core";
import { trainStep } from "@adjoint/optim";
import type { Spec } from "../spec/specSchema.js";
import type { Model } from "./buildModel.js";
import { type BuiltOptimizer, buildOptimizer } from "./buildOptimizer.js";
import type { DataFacts } from "./data/dataFacts.js";
import type { Metrics } from "./metrics.js";
import { createPass, type Pass } from "./pass.js";
import { refused } from "./refused.js";

type Measured = Program<Readonly<Record<string, Tensor>>>;

/** Takes a figure of an epoch into account: a schedule that watches how training goes. */
export interface Observer {
  readonly better: "smaller" | "larger";
  readonly observe: Measured;
}

/** What a network puts out for a batch, a row for each example, and how good that is. */
export type Evaluated = Metrics & { readonly outputs: TensorValue };

/** A spec ready to run: a session with all its variables, and the programs that share them. */
export interface Experiment {
  readonly spec: Spec;
  readonly facts: DataFacts;
  readonly model: Model;
  readonly session: Session;
  /** Training, a step for each batch; what a step measures is from before its update. */
  readonly step: Pass<Metrics>;
  /** What the network puts out, and its loss; changes nothing. */
  readonly evaluation: Pass<Evaluated>;
  /** Metrics of `outputs`. */
  readonly measure: Measured;
  readonly observers: readonly Observer[];
}

/**
 * A step of training, as the program that a session compiles.
 *
 * @param stepsPerEpoch for schedules that are formulas of the epoch
 * @throws SpecError `spec/refused`
 */
export function buildStep({ optimizer }: Spec, { loss, training }: Model, stepsPerEpoch = 1) {
  const built = refused(["optimizer"], () => buildOptimizer(optimizer, stepsPerEpoch));
  // Metrics take the place of outputs of the same name: the loss that is told is that of the data.
  const step = refused(["optimizer"], () => trainStep(loss, built.optimizer, { metrics: training }));
  return { ...built, step };
}

export interface ExperimentOptions {
  /** How many threads compute; the numbers are the same for any number of them. Default: 1. */
  readonly threads?: number;
  /** For schedules that are formulas of the epoch; nothing else needs it. Default: 1. */
  readonly stepsPerEpoch?: number;
}

/**
 * Opens a session for a model and compiles its programs.
 *
 * @throws SpecError `spec/refused`
 */
export function createExperiment(
  spec: Spec,
  model: Model,
  facts: DataFacts,
  { threads = 1, stepsPerEpoch = 1 }: ExperimentOptions = {},
): Experiment {
  const { step, watchers } = buildStep(spec, model, stepsPerEpoch);
  const { evaluation, metrics } = model;
  const session = createSession({ seed: spec.seed, threads });
  return {
    spec,
    facts,
    model,
    session,
    step: createPass(session, step),
    evaluation: createPass(session, { outputs: evaluation, requireFinite: [evaluation.loss] }),
    measure: session.compile({ outputs: metrics }) as Measured,
    observers: observersOf(session, watchers),
  };
}

const observersOf = (session: Session, watchers: BuiltOptimizer["watchers"]): readonly Observer[] =>
  watchers.map(({ plateau, better }) => ({
    better,
    observe: session.compile(plateau.observe(input("metric", []))) as Measured,
  }));
