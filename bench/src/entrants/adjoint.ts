import { createSession, input, reference, type Session, type SessionOptions, type Tensor, wasm } from "@adjoint/core";
import { type AnyLayer, dense, relu, residualBlock, sequential, softmaxCrossEntropy } from "@adjoint/ops";
import { adam, type Optimizer, sgd, trainStep } from "@adjoint/optim";
import type { Entrant, Model } from "../contest/model.js";
import type { EntrantOptions } from "../options.js";
import type { Problem } from "../workloads/problem.js";
import { endsOf, type LayerSpec, type OptimizerSpec, type Workload } from "../workloads/workload.js";

/** A session on the backend that is measured. */
export const openSession = ({ backend, threads }: EntrantOptions): Session => {
  const options: SessionOptions = { seed: 1, backend: backend === "wasm" ? wasm({ threads }) : reference };
  return createSession(options);
};

const layersOf = (layer: LayerSpec, i: number): readonly AnyLayer[] => {
  if (layer.kind === "block") return [residualBlock({ name: `${i}` })];
  const affine = dense(layer.outputs, { name: `${i}` });
  return layer.relu ? [affine, relu] : [affine];
};

/** The names that the layers give their parameters, in the order of `shapesOf`. */
const namesOf = (network: readonly LayerSpec[]): readonly string[] =>
  network.flatMap((layer, i) =>
    layer.kind === "dense"
      ? [`${i}/weights`, `${i}/bias`]
      : [`${i}/inner/weights`, `${i}/inner/bias`, `${i}/outer/weights`],
  );

const optimizerOf = ({ kind, learningRate }: OptimizerSpec): Optimizer =>
  kind === "adam" ? adam({ learningRate }) : sgd({ learningRate });

/** The training step of a workload, as its user would write it. */
export function stepOf({ network, optimizer }: Workload) {
  const x = input("x", ["batch", endsOf(network).features]);
  const labels = input("labels", ["batch"], "i32");
  const logits: Tensor = sequential(...network.flatMap(layersOf))(x);
  return trainStep(softmaxCrossEntropy(logits, labels), optimizerOf(optimizer));
}

/** Gives the parameters their first values, and everything else zeros. */
export function writeFirst(session: Session, { workload, parameters }: Problem): void {
  for (const { name, trainable, shape, dtype } of session.variables) {
    if (trainable) continue;
    const size = shape.reduce((product, length) => product * length, 1);
    session.write(name, dtype === "i32" ? new Int32Array(size) : new Float32Array(size));
  }
  namesOf(workload.network).forEach((name, i) => {
    session.write(name, parameters[i]!);
  });
}

function open(problem: Problem, options: EntrantOptions): Model {
  const { workload, x, labels } = problem;
  const session = openSession(options);
  const step = session.compile(stepOf(workload));
  const feeds = { x, labels };

  const reset = () => writeFirst(session, problem);
  reset();
  return {
    reset,
    train: (steps) => {
      let loss = Number.NaN;
      for (let i = 0; i < steps; i++) loss = step.run(feeds).loss;
      return loss;
    },
  };
}

/** Adjoint itself, with its data fed in each step. */
export const adjoint = (options: EntrantOptions): Entrant => ({
  version: "this tree",
  threads: options.backend === "wasm" ? options.threads : 1,
  open: (problem) => open(problem, options),
});
