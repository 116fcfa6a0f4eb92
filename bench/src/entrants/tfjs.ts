import type { Entrant, Model } from "../contest/model.js";
import type { Problem } from "../workloads/problem.js";
import { endsOf, type LayerSpec, type OptimizerSpec, shapesOf } from "../workloads/workload.js";
import { folderOfPeer, loadPeer, versionOfPeer } from "./peerModules.js";

/** The part of TensorFlow.js that a training step needs. */
interface TfTensor {
  dispose(): void;
  dataSync(): ArrayLike<number>;
}
interface TfVariable extends TfTensor {
  assign(value: TfTensor): void;
}
interface TfOptimizer {
  minimize(loss: () => TfTensor, returnCost: boolean, variables: readonly TfVariable[]): TfTensor;
}
interface Tf {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  getBackend(): string;
  tensor(data: Float32Array | Int32Array, shape: readonly number[], dtype?: "int32"): TfTensor;
  variable(value: TfTensor): TfVariable;
  matMul(a: TfTensor, b: TfTensor): TfTensor;
  add(a: TfTensor, b: TfTensor): TfTensor;
  relu(x: TfTensor): TfTensor;
  reshape(x: TfTensor, shape: readonly number[]): TfTensor;
  conv2d(x: TfTensor, filter: TfTensor, strides: number, padding: number): TfTensor;
  maxPool(x: TfTensor, size: number, strides: number, padding: "valid"): TfTensor;
  oneHot(labels: TfTensor, classes: number): TfTensor;
  readonly losses: { softmaxCrossEntropy(oneHot: TfTensor, logits: TfTensor): TfTensor };
  readonly train: {
    sgd(learningRate: number): TfOptimizer;
    adam(learningRate: number, beta1: number, beta2: number, epsilon: number): TfOptimizer;
  };
}

const optimizerOf = (tf: Tf, { kind, learningRate }: OptimizerSpec): TfOptimizer =>
  kind === "adam" ? tf.train.adam(learningRate, 0.9, 0.999, 1e-8) : tf.train.sgd(learningRate);

function forward(tf: Tf, network: readonly LayerSpec[], parameters: readonly TfVariable[], x: TfTensor): TfTensor {
  const rest = [...parameters];
  return network.reduce((h, layer, i) => {
    if (layer.kind === "convolution") {
      const { side, inputs, outputs, size, padding } = layer;
      const images = i === 0 ? tf.reshape(h, [-1, side, side, inputs]) : h;
      const convolved = tf.conv2d(images, rest.shift()!, 1, padding);
      const pooled = tf.maxPool(tf.relu(tf.add(convolved, rest.shift()!)), 2, 2, "valid");
      if (network[i + 1]?.kind === "convolution") return pooled;
      const half = Math.floor((side + 2 * padding - size + 1) / 2);
      return tf.reshape(pooled, [-1, half * half * outputs]);
    }
    const affine = tf.add(tf.matMul(h, rest.shift()!), rest.shift()!);
    if (layer.kind === "dense") return layer.relu ? tf.relu(affine) : affine;
    return tf.add(h, tf.matMul(tf.relu(affine), rest.shift()!));
  }, x);
}

function open(tf: Tf, { workload, x, labels, parameters }: Problem): Model {
  const { network, batch, optimizer: settings } = workload;
  const { features, classes } = endsOf(network);
  const shapes = shapesOf(network);
  const images = tf.tensor(x, [batch, features]);
  const targets = tf.tensor(labels, [batch], "int32");
  const variables = parameters.map((data, i) => tf.variable(tf.tensor(data, shapes[i]!)));
  let optimizer = optimizerOf(tf, settings);
  const loss = () =>
    tf.losses.softmaxCrossEntropy(tf.oneHot(targets, classes), forward(tf, network, variables, images));
  return {
    reset: () => {
      optimizer = optimizerOf(tf, settings);
      variables.forEach((variable, i) => {
        const first = tf.tensor(parameters[i]!, shapes[i]!);
        variable.assign(first);
        first.dispose();
      });
    },
    train: (steps) => {
      let last = Number.NaN;
      for (let i = 0; i < steps; i++) {
        const cost = optimizer.minimize(loss, true, variables);
        if (i === steps - 1) last = cost.dataSync()[0]!;
        cost.dispose();
      }
      return last;
    },
  };
}

/** TensorFlow.js, on its plain JavaScript or its WebAssembly backend. In Node the latter has SIMD and one thread. */
export async function tfjs(backend: "cpu" | "wasm"): Promise<Entrant> {
  const tf = loadPeer<Tf>("@tensorflow/tfjs");
  if (backend === "wasm") {
    const name = "@tensorflow/tfjs-backend-wasm";
    loadPeer<{ setWasmPaths(folder: string): void }>(name).setWasmPaths(`${folderOfPeer(name)}dist/`);
  }
  await tf.setBackend(backend);
  await tf.ready();
  if (tf.getBackend() !== backend) throw new Error(`TensorFlow.js runs on ${tf.getBackend()} instead of ${backend}`);
  return { version: versionOfPeer("@tensorflow/tfjs"), threads: 1, open: (problem) => open(tf, problem) };
}
