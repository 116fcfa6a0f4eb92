import type { Entrant, Model } from "../contest/model.js";
import type { Problem } from "../workloads/problem.js";
import { endsOf, type LayerSpec, type OptimizerSpec, shapesOf } from "../workloads/workload.js";
import { loadPeer, versionOfPeer } from "./peerModules.js";

/** The part of jax-js that a training step needs. An array is consumed by its use; `ref` keeps it for another. */
interface JaxArray {
  readonly ref: JaxArray;
  add(other: JaxArray | number): JaxArray;
  sub(other: JaxArray | number): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  div(other: JaxArray | number): JaxArray;
  neg(): JaxArray;
  reshape(shape: readonly number[]): JaxArray;
  data(): Promise<ArrayLike<number>>;
  dispose(): void;
}
type Parameters = readonly JaxArray[];
/** The optimizer's state: nothing, or both moments and the powers of their decays. */
type State = readonly (readonly JaxArray[])[];
type Step = (parameters: Parameters, state: State, x: JaxArray, labels: JaxArray) => [JaxArray, Parameters, State];
interface Jax {
  readonly numpy: {
    array(data: Float32Array | Int32Array): JaxArray;
    zeros(shape: readonly number[]): JaxArray;
    ones(shape: readonly number[]): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
    sum(x: JaxArray): JaxArray;
    sqrt(x: JaxArray): JaxArray;
  };
  readonly nn: {
    relu(x: JaxArray): JaxArray;
    logSoftmax(x: JaxArray): JaxArray;
    oneHot(labels: JaxArray, classes: number): JaxArray;
  };
  init(...devices: string[]): Promise<string[]>;
  defaultDevice(device: string): string;
  jit(step: Step): Step;
  valueAndGrad(
    loss: (parameters: Parameters, x: JaxArray, labels: JaxArray) => JaxArray,
  ): (parameters: Parameters, x: JaxArray, labels: JaxArray) => [JaxArray, Parameters];
}

const betas = [0.9, 0.999] as const;
const epsilon = 1e-8;

function forward({ numpy, nn }: Jax, network: readonly LayerSpec[], parameters: Parameters, x: JaxArray): JaxArray {
  const rest = [...parameters];
  return network.reduce((h, layer) => {
    if (layer.kind === "convolution") throw new Error("convolutions are left out");
    const affine = numpy.matmul(layer.kind === "block" ? h.ref : h, rest.shift()!).add(rest.shift()!);
    if (layer.kind === "dense") return layer.relu ? nn.relu(affine) : affine;
    return h.add(numpy.matmul(nn.relu(affine), rest.shift()!));
  }, x);
}

type Update = (parameters: Parameters, gradients: Parameters, state: State) => [Parameters, State];

const sgd =
  (rate: number): Update =>
  (parameters, gradients, state) => [parameters.map((p, i) => p.sub(gradients[i]!.mul(rate))), state];

const adam =
  ({ numpy }: Jax, rate: number): Update =>
  (parameters, gradients, [first, second, powers]) => {
    const next = powers!.map((power, i) => power.mul(betas[i]!));
    const m = first!.map((old, i) => old.mul(betas[0]).add(gradients[i]!.ref.mul(1 - betas[0])));
    const v = second!.map((old, i) => old.mul(betas[1]).add(gradients[i]!.ref.mul(gradients[i]!).mul(1 - betas[1])));
    const corrected = (moment: JaxArray, which: 0 | 1) => moment.ref.div(next[which]!.ref.neg().add(1));
    const updated = parameters.map((p, i) => {
      const root = numpy.sqrt(corrected(v[i]!, 1)).add(epsilon);
      return p.sub(corrected(m[i]!, 0).mul(rate).div(root));
    });
    return [updated, [m, v, next]];
  };

const updateOf = (jax: Jax, { kind, learningRate }: OptimizerSpec): Update =>
  kind === "adam" ? adam(jax, learningRate) : sgd(learningRate);

function open(jax: Jax, { workload, x, labels, parameters }: Problem): Model {
  const { numpy, nn } = jax;
  const { network, batch, optimizer } = workload;
  const { features, classes } = endsOf(network);
  const shapes = shapesOf(network);
  const images = numpy.array(x).reshape([batch, features]);
  const targets = numpy.array(labels);

  const lossAndGradients = jax.valueAndGrad((weights, rows, answers) => {
    const logs = nn.logSoftmax(forward(jax, network, weights, rows));
    return numpy.sum(logs.mul(nn.oneHot(answers, classes))).mul(-1 / batch);
  });
  const update = updateOf(jax, optimizer);
  const step = jax.jit((weights, state, rows, answers) => {
    const [loss, gradients] = lossAndGradients(
      weights.map((weight) => weight.ref),
      rows,
      answers,
    );
    return [loss, ...update(weights, gradients, state)];
  });

  const zeros = () => shapes.map((shape) => numpy.zeros(shape));
  const firstState = (): State =>
    optimizer.kind === "sgd" ? [] : [zeros(), zeros(), [numpy.ones([]), numpy.ones([])]];
  const firstParameters = () => parameters.map((data, i) => numpy.array(data).reshape(shapes[i]!));
  let [current, state] = [firstParameters(), firstState()] as [Parameters, State];
  return {
    reset: () => {
      for (const array of [...current, ...state.flat()]) array.dispose();
      [current, state] = [firstParameters(), firstState()];
    },
    train: async (steps) => {
      let last: JaxArray | undefined;
      for (let i = 0; i < steps; i++) {
        last?.dispose();
        [last, current, state] = step(current, state, images.ref, targets.ref);
      }
      return (await last!.data())[0]!;
    },
  };
}

/** jax-js on its WebAssembly backend, the whole step under `jit`. It has threads where there are web workers, so not in Node. */
export async function jaxJs(): Promise<Entrant> {
  const jax = loadPeer<Jax>("@jax-js/jax");
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  return { version: versionOfPeer("@jax-js/jax"), threads: 1, open: (problem) => open(jax, problem) };
}
