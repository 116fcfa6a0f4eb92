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

/** Opens a session for a model and compiles its programs. */
export function createExperiment(spec: Spec, model: Model): Experiment {
  const { loss, accuracy } = model;
  const session = createSession({ seed: spec.seed });
  const step = session.compile(trainStep(loss, buildOptimizer(spec.optimizer), { metrics: { accuracy } }));
  const evaluation = session.compile({ outputs: { loss, accuracy }, requireFinite: [loss] });
  return { spec, model, session, step, evaluation };
}
