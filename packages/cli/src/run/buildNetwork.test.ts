import { describe, expect, test } from "vitest";
import { SpecError } from "../errors/specError.js";
import { atSource } from "../spec/atSource.js";
import { parseSpec } from "../spec/parseSpec.js";
import { readSource } from "../spec/source.js";
import { buildNetwork, type Network } from "./buildNetwork.js";
import type { DataFacts } from "./data/dataFacts.js";

const facts: DataFacts = {
  name: "points",
  input: { name: "x", shape: [3] },
  target: { kind: "classes", name: "labels", classes: 2 },
};

function build(network: string): Network {
  const source = readSource(`data: mnist\nnetwork:\n${network}`, "points.yaml");
  return atSource(source, () => buildNetwork(parseSpec(source).network, facts));
}

function refusal(network: string): string {
  try {
    build(network);
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
  throw new Error("the network was accepted");
}

test("the layers are listed as the spec nests them", () => {
  const { input, outputs, layers } = build(`
  - dense: { units: 4, name: hidden }
  - relu
  - residual: [{ dense: { units: 4, bias: false } }, tanh, { residual: [{ dense: 4 }] }]
  - residualBlock: { units: 5 }
  - dense: 2`);
  expect(input.shape).toEqual(["batch", 3]);
  expect(outputs.shape).toEqual(["batch", 2]);
  const rows = layers.map(({ name, depth, output, parameters }) => [
    depth,
    name,
    output.at(-1),
    parameters.map((parameter) => `${parameter.name} [${parameter.shape.join(", ")}]`).join("; "),
  ]);
  expect(rows).toEqual([
    [0, "hidden", 4, "hidden/weights [3, 4]; hidden/bias [4]"],
    [0, "relu_1", 4, ""],
    [0, "residual_1", 4, ""],
    [1, "residual_1/dense_1", 4, "residual_1/dense_1/weights [4, 4]"],
    [1, "residual_1/tanh_1", 4, ""],
    [1, "residual_1/residual_1", 4, ""],
    [
      2,
      "residual_1/residual_1/dense_1",
      4,
      "residual_1/residual_1/dense_1/weights [4, 4]; residual_1/residual_1/dense_1/bias [4]",
    ],
    [
      0,
      "residualBlock_1",
      4,
      "residualBlock_1/inner/weights [4, 5]; residualBlock_1/inner/bias [5]; residualBlock_1/outer/weights [5, 4]",
    ],
    [0, "dense_2", 2, "dense_2/weights [4, 2]; dense_2/bias [2]"],
  ]);
  expect(layers[4]?.path).toEqual(["network", 2, "residual", "layers", 1]);
});

describe("a network that does not fit is refused at the layer", () => {
  test("whose outputs are not the classes", () => {
    expect(refusal("  - dense: 5\n  - relu")).toMatchInlineSnapshot(
      `"points.yaml:4:5: network[1]: the network ends with [batch, 5], but points has 2 classes; let the last layer be "dense: 2""`,
    );
  });

  test("whose inside changes the width", () => {
    expect(refusal("  - residual:\n    - residual: [{ dense: 5 }]\n  - dense: 2")).toMatchInlineSnapshot(
      `"points.yaml:4:7: network[0].residual.layers[0]: the inner layers turn [batch, 3] into [batch, 5], which cannot be added to it; let them end with "dense: 3""`,
    );
  });

  test("whose name is taken", () => {
    expect(refusal("  - dense: { units: 3, name: a }\n  - dense: { units: 2, name: a }")).toMatchInlineSnapshot(
      `"points.yaml:4:5: network[1]: the parameters of network[0] are called "a" already; give one of the two another name"`,
    );
  });

  test("whose name is that of a layer without one", () => {
    expect(refusal("  - dense: 3\n  - dense: { units: 2, name: dense_1 }")).toMatchInlineSnapshot(
      `"points.yaml:4:5: network[1]: the parameters of network[0] are called "dense_1" already; give one of the two another name"`,
    );
  });

  test("without a place, when the spec came from no file", () => {
    expect(() => buildNetwork(["relu"], facts)).toThrowErrorMatchingInlineSnapshot(
      `[SpecError: spec: network[0]: the network ends with [batch, 3], but points has 2 classes; let the last layer be "dense: 2"]`,
    );
  });
});
