import { createSession, input, reference, type Tensor, vjp, wasm } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { parametersOf } from "../evaluation.properties.js";
import { averagePool2d } from "./averagePool2d.js";
import { batchNorm } from "./batchNorm.js";
import { conv1d } from "./conv1d.js";
import { conv2d } from "./conv2d.js";
import { goldens } from "./goldens.properties.js";
import { groupNorm } from "./groupNorm.js";
import { type AnyLayer, applyLayer } from "./layer.js";
import { layerNorm } from "./layerNorm.js";
import { maxPool1d } from "./maxPool1d.js";
import { maxPool2d } from "./maxPool2d.js";
import { multiHeadAttention } from "./multiHeadAttention.js";
import { rmsNorm } from "./rmsNorm.js";

/** The numbers that tools/goldens/layers.py fills its tensors with, too. */
const filled = (number: number, shape: readonly number[]): Float64Array =>
  Float64Array.from(
    { length: shape.reduce((size, dim) => size * dim, 1) },
    (_, i) => Math.sin(i + 1 + 10 * number) / (number + 1),
  );

const sizesOf = (tensor: Tensor): readonly number[] => tensor.shape as readonly number[];

/** A layer in training, the shape of its input, and its parameters in the script's order. */
type Example = readonly [
  name: keyof typeof goldens,
  layer: AnyLayer,
  shape: readonly number[],
  ...parameters: string[],
];

const affine = ["weights", "bias"];
const norm = ["scale", "shift"];
const projections = ["query", "key", "value", "output"].flatMap((part) => [`${part}/weights`, `${part}/bias`]);
const examples: readonly Example[] = [
  ["conv2d", conv2d(3, { size: [3, 2] }), [2, 4, 3, 2], ...affine],
  ["conv2dStrided", conv2d(2, { size: [3, 2], stride: [2, 1], padding: 1, dilation: [1, 2] }), [1, 5, 4, 2], ...affine],
  ["conv2dGrouped", conv2d(6, { size: 2, groups: 2 }), [1, 3, 3, 4], ...affine],
  ["conv2dDepthwise", conv2d(6, { size: 3, groups: 3, padding: 1 }), [1, 2, 3, 3], ...affine],
  ["conv1d", conv1d(3, { size: 3, stride: 2, padding: 2, dilation: 2 }), [2, 6, 2], ...affine],
  ["conv2dSame", conv2d(3, { size: 2, stride: [2, 3], padding: "same", dilation: [2, 1] }), [1, 5, 4, 2], ...affine],
  ["maxPool2d", maxPool2d([3, 2], { stride: [2, 1], padding: 1 }), [1, 5, 3, 2]],
  ["averagePool2d", averagePool2d([3, 2], { stride: [2, 1], padding: 1 }), [1, 5, 3, 2]],
  ["maxPool1d", maxPool1d(2), [2, 5, 2]],
  ["maxPool1dSame", maxPool1d(3, { stride: 2, padding: "same" }), [2, 6, 1]],
  ["batchNorm", batchNorm(), [5, 3], ...norm],
  ["batchNormImages", batchNorm({ epsilon: 1e-3 }), [2, 2, 3, 2], ...norm],
  ["layerNorm", layerNorm(), [2, 2, 4], ...norm],
  ["groupNorm", groupNorm(2), [2, 3, 4], ...norm],
  ["rmsNorm", rmsNorm(), [3, 4], "scale"],
  ["multiHeadAttention", multiHeadAttention(2, { causal: true }), [2, 3, 4], ...projections],
];

function expectClose(found: ArrayLike<number>, expected: readonly number[], what: string): void {
  expect(found.length, what).toBe(expected.length);
  // Sums of a few dozen numbers around 1, in another order.
  expected.forEach((number, i) => {
    expect(Math.abs(found[i]! - number), `${what}, element ${i}`).toBeLessThan(1e-12);
  });
}

describe.each([reference, wasm()])("what PyTorch and JAX compute, on $name", (backend) => {
  test.each(examples.map((example) => ({ name: example[0], example })))("$name", ({ example }) => {
    const [name, layer, shape, ...parts] = example;
    const x = input("x", ["batch", ...shape.slice(1)], "f64");
    const y = applyLayer(layer, x, { name: "layer", training: true });
    const parameters = parts.map((part) => parametersOf(y).find((tensor) => tensor.name === `layer/${part}`)!);
    const cotangent = input("cotangent", y.shape, "f64");
    const outputs: readonly Tensor[] = [y, ...vjp([y], [x, ...parameters], [cotangent])];
    using session = createSession({ backend });
    const program = session.compile({ outputs });
    parameters.forEach((parameter, i) => {
      session.write(parameter, filled(i + 1, sizesOf(parameter)));
    });
    const [value] = goldens[name];
    const cotangents = Float64Array.from(value, (_, i) => Math.cos(i + 1));
    const results = program.run({ x: filled(0, shape), cotangent: cotangents });
    results.forEach((found, i) => {
      const what = ["the output", "the gradient by x", ...parts][i]!;
      expectClose((found as { data: Float64Array }).data, goldens[name][i]!, what);
    });
  });

  test("running statistics after two steps, and what evaluation makes of them", () => {
    const layer = batchNorm({ momentum: 0.75 });
    const x = input("x", ["batch", 3], "f64");
    using session = createSession({ backend });
    const step = session.compile({ outputs: layer(x, { training: true }) });
    const predict = session.compile({ outputs: layer(x) });
    for (const number of [0, 1]) step.run({ x: filled(number, [5, 3]) });
    const [mean, variance, y] = goldens.runningStatistics;
    expectClose(session.read("batchNorm/mean").data, mean, "the running mean");
    expectClose(session.read("batchNorm/variance").data, variance, "the running variance");
    expectClose(predict.run({ x: filled(2, [5, 3]) }).data, y, "the output");
    expectClose(session.read("batchNorm/mean").data, mean, "the running mean, unchanged by evaluation");
  });
});
