import {
  createSession,
  input,
  reference,
  reshape,
  type Session,
  type SessionOptions,
  type Tensor,
  wasm,
} from "@adjoint/core";
import {
  type AnyLayer,
  conv2d,
  dense,
  flatten,
  lambda,
  maxPool2d,
  relu,
  residualBlock,
  sequential,
  softmaxCrossEntropy,
} from "@adjoint/ops";
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

/** Rows of numbers as images, whose shape is not known from their rows. */
const asImages = (side: number, channels: number): AnyLayer =>
  lambda((x: Tensor) => reshape(x, ["batch", side, side, channels]) as Tensor);

const layersOf = (layer: LayerSpec, i: number, network: readonly LayerSpec[]): readonly AnyLayer[] => {
  if (layer.kind === "block") return [residualBlock({ name: `${i}` })];
  if (layer.kind === "convolution") {
    const { side, inputs, outputs, size, padding } = layer;
    const convolution = conv2d(outputs, { size, padding, name: `${i}` });
    const images = i === 0 ? [asImages(side, inputs)] : [];
    const rows = network[i + 1]?.kind === "convolution" ? [] : [flatten];
    return [...images, convolution, relu, maxPool2d(2), ...rows];
  }
  const affine = dense(layer.outputs, { name: `${i}` });
  return layer.relu ? [affine, relu] : [affine];
};

/** The names that the layers give their parameters, in the order of `shapesOf`. */
const namesOf = (network: readonly LayerSpec[]): readonly string[] =>
  network.flatMap((layer, i) =>
    layer.kind === "block"
      ? [`${i}/inner/weights`, `${i}/inner/bias`, `${i}/outer/weights`]
      : [`${i}/weights`, `${i}/bias`],
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
  const { inputs, outputs, run } = session.compile(stepOf(workload)).prepare({ batch: workload.batch });
  inputs.x!.set(x);
  inputs.labels!.set(labels);

  const reset = () => writeFirst(session, problem);
  reset();
  return {
    reset,
    train: (steps) => {
      for (let i = 0; i < steps; i++) run();
      return outputs.loss[0]!;
    },
  };
}

/** Adjoint itself. As with the peers, the batch stays where the step finds it. */
export const adjoint = (options: EntrantOptions): Entrant => ({
  version: "this tree",
  threads: options.backend === "wasm" ? options.threads : 1,
  open: (problem) => open(problem, options),
});
