import { readdirSync } from "node:fs";
import { input, sameShape, type Tensor, toText } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { relu } from "../activations/relu.js";
import { parametersOf, refusal } from "../evaluation.properties.js";
import * as ops from "../index.js";
import { type AnyLayer, applyLayer } from "./layer.js";

/** A layer, something that it can be applied to, and what belongs to it, in the order of its tape. */
interface Example {
  readonly make: (options: { name?: string }) => AnyLayer;
  readonly to?: Tensor;
  readonly owns?: readonly string[];
  /** What it has in training only. */
  readonly trains?: readonly string[];
  /** It is as it is, with nothing to name. */
  readonly nameless?: true;
}

const rows = input("x", ["batch", 8]);
const signals = input("x", ["batch", 8, 4]);
const images = input("x", ["batch", 8, 8, 4]);
const affine = ["weights", "bias"];
const norm = ["scale", "shift"];

/** Every layer. That a new one is here too is tested below. */
const examples: Readonly<Record<string, Example>> = {
  averagePool1d: { make: () => ops.averagePool1d(2), to: signals, nameless: true },
  averagePool2d: { make: () => ops.averagePool2d(2), to: images, nameless: true },
  batchNorm: { make: (options) => ops.batchNorm(options), owns: ["mean", "variance", ...norm] },
  conv1d: { make: (options) => ops.conv1d(2, { size: 3, ...options }), to: signals, owns: affine },
  conv2d: { make: (options) => ops.conv2d(2, { size: 3, ...options }), to: images, owns: affine },
  dense: { make: (options) => ops.dense(3, options), owns: affine },
  dropout: { make: (options) => ops.dropout(0.5, options), trains: ["key"] },
  embedding: {
    make: (options) => ops.embedding(3, 4, options),
    to: input("x", ["batch", 2], "i32"),
    owns: ["vectors"],
  },
  flatten: { make: () => ops.flatten, to: images, nameless: true },
  globalAveragePool: { make: () => ops.globalAveragePool, to: images, nameless: true },
  globalMaxPool: { make: () => ops.globalMaxPool, to: images, nameless: true },
  groupNorm: { make: (options) => ops.groupNorm(2, options), to: images, owns: norm },
  lambda: { make: () => ops.lambda((x: Tensor) => x), nameless: true },
  layerNorm: { make: (options) => ops.layerNorm(options), owns: norm },
  maxPool1d: { make: () => ops.maxPool1d(2), to: signals, nameless: true },
  maxPool2d: { make: () => ops.maxPool2d(2), to: images, nameless: true },
  multiHeadAttention: {
    make: (options) => ops.multiHeadAttention(2, { bias: false, ...options }),
    to: signals,
    owns: ["query", "key", "value", "output"].map((part) => `${part}/weights`),
  },
  parallel: {
    make: () => ops.parallel(ops.dropout(0.5), ops.dense(3)),
    owns: ["dense_1/weights", "dense_1/bias"],
    trains: ["dropout_1/key"],
    nameless: true,
  },
  residual: {
    make: (options) => ops.residual(ops.dense(3), { project: true, ...options }),
    owns: ["projection/weights", "dense/weights", "dense/bias"],
  },
  residualBlock: {
    make: (options) => ops.residualBlock(options),
    owns: ["inner/weights", "inner/bias", "outer/weights"],
  },
  rmsNorm: { make: (options) => ops.rmsNorm(options), owns: ["scale"] },
  sequential: {
    make: () => ops.sequential(ops.dense(3), ops.batchNorm({ shift: false, scale: false }), ops.dropout(0.5)),
    owns: ["dense_1/weights", "dense_1/bias", "batchNorm_1/mean", "batchNorm_1/variance"],
    trains: ["dropout_1/key"],
    nameless: true,
  },
};

test("no layer is missing here", () => {
  const files = readdirSync(new URL(".", import.meta.url)).flatMap((file) => /^(\w+)\.ts$/.exec(file)?.[1] ?? []);
  expect(files.filter((name) => name !== "layer").toSorted()).toStrictEqual(Object.keys(examples).toSorted());
});

describe.each(Object.entries(examples))("%s", (kind, example) => {
  const { make, to = rows, owns = [], trains = [], nameless } = example;
  const names = (...tensors: readonly Tensor[]) => parametersOf(...tensors).map(({ name }) => name!);
  const inTraining = [...owns, ...trains];
  const below = (place: string, parts: readonly string[]) => parts.map((part) => `${place}/${part}`).toSorted();

  test("names what it owns after the place it is applied at, in evaluation and in training", () => {
    const [evaluated, trained] = [false, true].map((training) => applyLayer(make({}), to, { name: "place", training }));
    expect(names(evaluated!).toSorted()).toStrictEqual(below("place", owns));
    expect(names(trained!).toSorted()).toStrictEqual(below("place", inTraining));
  });

  if (nameless !== true) {
    test("has the name that it was given, wherever it is", () => {
      const y = applyLayer(make({ name: "own" }), to, { name: "place", training: true });
      expect(names(y).toSorted()).toStrictEqual(below("own", inTraining));
    });
  }

  test("shares what it owns when it is applied again, also under another name and to another batch", () => {
    const layer = make({});
    const other = input("other", to.shape.with(0, "others"), to.dtype);
    const first = applyLayer(layer, to, { name: "first", training: true });
    const second = applyLayer(layer, other, { name: "second", training: true });
    const third = applyLayer(layer, to, { name: "third" });
    expect(names(first, second, third).toSorted()).toStrictEqual(below("first", inTraining));
    expect(sameShape(second.shape.slice(1), first.shape.slice(1))).toBe(true);
    expect(parametersOf(first).every((parameter) => parametersOf(second).includes(parameter))).toBe(true);
  });

  test("differs in training only when it says so", () => {
    const changes = ["batchNorm", "dropout", "parallel", "sequential"].includes(kind);
    const text = (training: boolean) => toText([applyLayer(make({}), to, { training })]);
    expect(text(true) !== text(false)).toBe(changes);
  });
});

/** An example of another width, where what a layer owns depends on that. */
const widths = Object.entries(examples).filter(([name, { owns }]) => owns !== undefined && name !== "embedding");

describe("applied to features that what they own does not fit, layers refuse:", () => {
  test.each(widths)("%s", (_, { make, to = rows }) => {
    const layer = make({});
    applyLayer(layer, to, {});
    const wide: Tensor = input("wide", to.shape.with(-1, 2 * Number(to.shape.at(-1))));
    expect(refusal(() => applyLayer(layer, wide, {}))).toMatchObject({ code: "ops/shared-layer" });
    const double: Tensor = input("double", to.shape, "f64");
    expect(refusal(() => applyLayer(layer, double, {}))).toMatchObject({ code: "ops/shared-layer" });
  });
});

test("an activation with parameters inside of a block is called after the block", () => {
  const network = ops.sequential(
    ops.residualBlock({ activation: ops.prelu() }),
    ops.residualBlock({ activation: ops.prelu() }),
    relu,
  );
  const names = parametersOf(network(rows)).map(({ name }) => name);
  expect(names).toContain("residualBlock_1/prelu/slope");
  expect(names).toContain("residualBlock_2/prelu/slope");
});
