import { createSession, type Program, type Session, type Tensor } from "@adjoint/core";
import { trainStep } from "@adjoint/optim";
import type { Spec } from "../spec/specSchema.js";
import type { Model } from "./buildModel.js";
import { buildOptimizer } from "./buildOptimizer.js";

type Measured = Program<{ readonly loss: Tensor<readonly []>; readonly accuracy: Tensor<readonly []> }>;

/** A spec ready to run: a session with all its variables, and the programs that share them. */
export interface Experiment {
  readonly spec: Spec;
  readonly model: Model;
  readonly session: Session;
  /** One step of training on a batch; what it measures is from before the update. */
  readonly step: Measured;
  /** Measures on a batch, and changes nothing. */
  readonly evaluation: Measured;
}

/** A step of training, as the program that a session compiles. */
export const buildStep = (spec: Spec, { loss, accuracy }: Model) =>
  trainStep(loss, buildOptimizer(spec.optimizer), { metrics: { accuracy } });

/**
 * Opens a session for a model and compiles its programs.
 *
 * @param threads how many threads compute; the numbers are the same for any number of them. Default: 1
 */
export function createExperiment(spec: Spec, model: Model, threads = 1): Experiment {
  const { loss, accuracy } = model;
  const session = createSession({ seed: spec.seed, threads });
  const step = session.compile(buildStep(spec, model));
  const evaluation = session.compile({ outputs: { loss, accuracy }, requireFinite: [loss] });
  return { spec, model, session, step, evaluation };
}
