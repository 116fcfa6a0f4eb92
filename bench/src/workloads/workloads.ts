import type { LayerSpec, OptimizerSpec, Workload } from "./workload.js";

const sgd: OptimizerSpec = { kind: "sgd", learningRate: 0.01 };
const adam: OptimizerSpec = { kind: "adam", learningRate: 1e-3 };

/** Dense layers of these sizes, with ReLU between them. */
const dense = (...sizes: readonly number[]): readonly LayerSpec[] =>
  sizes.slice(1).map((outputs, i) => ({ kind: "dense", inputs: sizes[i]!, outputs, relu: i < sizes.length - 2 }));

/** A dense layer with ReLU, so many residual blocks, and a dense layer. */
export const residualStack = (inputs: number, width: number, blocks: number, outputs: number): readonly LayerSpec[] => [
  { kind: "dense", inputs, outputs: width, relu: true },
  ...Array.from({ length: blocks }, () => ({ kind: "block", width }) as const),
  { kind: "dense", inputs: width, outputs, relu: false },
];

/** LeNet-5, with ReLU and the largest of each 2 × 2, as it is taught today. */
const lenet: readonly LayerSpec[] = [
  { kind: "convolution", side: 28, inputs: 1, outputs: 6, size: 5, padding: 2 },
  { kind: "convolution", side: 14, inputs: 6, outputs: 16, size: 5, padding: 0 },
  ...dense(400, 120, 84, 10),
];

/** The workloads whose step is timed beside the peers'. */
export const workloads: readonly Workload[] = [
  { name: "W1", title: "2-50-50-50-5, batch 32, SGD", network: dense(2, 50, 50, 50, 5), batch: 32, optimizer: sgd },
  { name: "W2", title: "784-75-10, batch 64, Adam", network: dense(784, 75, 10), batch: 64, optimizer: adam },
  {
    name: "W3",
    title: "784-128-128-10, batch 128, Adam",
    network: dense(784, 128, 128, 10),
    batch: 128,
    optimizer: adam,
  },
  { name: "W4", title: "784-300-10, batch 1, SGD", network: dense(784, 300, 10), batch: 1, optimizer: sgd },
  {
    name: "W5",
    title: "784-1024-1024-10, batch 256, Adam",
    network: dense(784, 1024, 1024, 10),
    batch: 256,
    optimizer: adam,
  },
  {
    name: "residual",
    title: "2-5, nine residual blocks of 5, 5-5, batch 32, SGD",
    network: residualStack(2, 5, 9, 5),
    batch: 32,
    optimizer: sgd,
  },
  { name: "LeNet", title: "LeNet-5 on 28 × 28 images, batch 64, Adam", network: lenet, batch: 64, optimizer: adam },
];

/** What is compiled to time the compiler. */
export const compiled: readonly Workload[] = [
  workloads.find(({ name }) => name === "W3")!,
  {
    name: "100 blocks, SGD",
    title: "2-16, 100 residual blocks of 16, 16-5",
    network: residualStack(2, 16, 100, 5),
    batch: 32,
    optimizer: sgd,
  },
  {
    name: "100 blocks, Adam",
    title: "2-16, 100 residual blocks of 16, 16-5",
    network: residualStack(2, 16, 100, 5),
    batch: 32,
    optimizer: adam,
  },
];
