import { describe, expect, test } from "vitest";
import { SpecError } from "../errors/specError.js";
import { formatSpec } from "./formatSpec.js";
import { parseSpec } from "./parseSpec.js";
import { readSource } from "./source.js";
import type { Spec } from "./specSchema.js";

const parse = (text: string, file = "digits.yaml"): Spec => parseSpec(readSource(text, file));

function refusal(text: string): SpecError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
  throw new Error("the spec was accepted");
}

describe("a spec", () => {
  test("gets every default", () => {
    expect(parse("data: mnist\nnetwork: [{ dense: 10 }]")).toEqual({
      name: "digits",
      seed: 1,
      data: { set: "mnist", validation: 1 / 12 },
      network: [{ dense: { units: 10, bias: true, initial: "glorotUniform", initialBias: 0 } }],
      loss: { softmaxCrossEntropy: { labelSmoothing: 0, reduction: "mean" } },
      metrics: ["accuracy"],
      optimizer: { adam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
      epochs: 3,
      batch: 64,
      shuffle: true,
    });
  });

  const everything = `
    name: all-of-it
    seed: 7
    data: { set: fashion-mnist, validation: 5000 }
    network:
      - dense: { units: 32, bias: false, initial: heNormal, name: hidden }
      - relu
      - tanh:
      - residual: [{ dense: 32 }, relu, { residual: [{ dense: 32 }] }]
      - residualBlock
      - residualBlock: { units: 16, activation: tanh, initial: heUniform, name: block }
      - dense: 10
    loss: squaredError
    optimizer: { momentum: { decay: 0.8, learningRate: { exponentialDecay: { initial: 0.1, rate: 0.5, every: 100 } } } }
    epochs: 2
    batch: 32`;

  test("may say everything, with settings or without", () => {
    expect(parse(everything)).toMatchObject({
      name: "all-of-it",
      data: { set: "fashion-mnist", validation: 5000 },
      network: [
        { dense: { units: 32, bias: false, initial: "heNormal", name: "hidden" } },
        "relu",
        "tanh",
        {
          residual: {
            layers: [{ dense: { units: 32 } }, "relu", { residual: { layers: [{ dense: { units: 32 } }] } }],
            project: false,
          },
        },
        { residualBlock: { activation: "relu", initial: "glorotUniform" } },
        { residualBlock: { units: 16, activation: "tanh", initial: "heUniform", name: "block" } },
        { dense: { units: 10 } },
      ],
      optimizer: {
        momentum: {
          decay: 0.8,
          learningRate: { exponentialDecay: { initial: 0.1, rate: 0.5, every: 100, staircase: false } },
        },
      },
    });
  });

  test("comes out as a spec that means the same, as YAML and as JSON", () => {
    const spec = parse(everything);
    expect(parse(formatSpec(spec))).toEqual(spec);
    expect(parse(JSON.stringify(spec))).toEqual(spec);
  });

  test("may use the anchors of YAML", () => {
    expect(parse("data: mnist\nnetwork: [&layer { dense: 10 }, relu, *layer]").network).toHaveLength(3);
  });

  test.each([
    ["studies/mnist-mlp.yaml", "mnist-mlp"],
    ["my first net.json", "my-first-net"],
    [".hidden.yaml", "hidden"],
    ["ω.yaml", "spec"],
  ])("from %s is called %s", (file, name) => {
    expect(parse("data: mnist\nnetwork: [dense: 10]", file).name).toBe(name);
  });
});

describe("what is wrong with a spec is told with its place", () => {
  test("all of it, from top to bottom", () => {
    const error = refusal(`
name: my net
data: { set: mnits, validation: 0 }
network:
  - dense: many
  - reul
  - dense
  - dense: { unit: 3, bias: 7, initial: he }
  - residual: [{ dense: 3 }, { tan: 1 }]
  - residualBlock: { activation: [relu] }
  - { relu: , dense: 3 }
  - relu: 5
  - null
optimizer: { adam: { learningRate: { exponentialDecay: { initial: 0, rate: 1 } }, beta1: 1 } }
epoch: 3
epochs: 2.5
batch: "64"
`);
    expect(`\n${error.message}\n`).toMatchInlineSnapshot(`
      "
      digits.yaml:2:7: name: expected a name of letters, digits, dots, - and _, found "my net"
      digits.yaml:3:14: data.set: found "mnits"; did you mean "mnist"? Allowed: mnist, fashion-mnist, iris, eckerle4
      digits.yaml:5:12: network[0].dense: expected the number of units, a whole number ≥ 1, as in "dense: 64", found "many"
      digits.yaml:6:5: network[1]: found "reul"; did you mean "relu"?
      digits.yaml:7:5: network[2]: expected the number of units, a whole number ≥ 1, as in "dense: 64", found "dense"
      digits.yaml:8:12: network[3].dense.units: missing; expected a whole number ≥ 1
      digits.yaml:8:14: network[3].dense: unknown key "unit"; did you mean "units"? Allowed: units, bias, initial, initialBias, name
      digits.yaml:8:29: network[3].dense.bias: expected true or false, found 7
      digits.yaml:8:41: network[3].dense.initial: found "he"; allowed: glorotNormal, glorotUniform, heNormal, heUniform, identityMatrix, lecunNormal, lecunUniform, normal, ones, orthogonal, standardisedUniform, truncatedNormal, uniform, zeros, filled
      digits.yaml:9:30: network[4].residual[1]: found "tan"; did you mean "tanh"?
      digits.yaml:10:34: network[5].residualBlock.activation: found a list of 1; allowed: arctan, celu, elu, gelu, geluTanh, hardSigmoid, hardSwish, identity, leakyRelu, logSigmoid, logSoftmax, mish, relu, relu6, selu, sigmoid, silu, softmax, softplus, softsign, step, swish, tanh
      digits.yaml:11:5: network[6]: expected one name with its settings, found a mapping with relu, dense
      digits.yaml:12:11: network[7].relu: expected no settings, found 5
      digits.yaml:13:5: network[8]: missing; expected one of dense, residual, residualBlock, parallel, dropout, batchNorm, layerNorm, groupNorm, rmsNorm, conv1d, conv2d, maxPool1d, maxPool2d, averagePool1d, averagePool2d, globalAveragePool, globalMaxPool, flatten, multiHeadAttention, prelu, arctan, celu, elu, gelu, geluTanh, hardSigmoid, hardSwish, identity, leakyRelu, logSigmoid, logSoftmax, mish, relu, relu6, selu, sigmoid, silu, softmax, softplus, softsign, step, swish, tanh
      digits.yaml:14:56: optimizer.adam.learningRate.exponentialDecay.every: missing; expected a number ≥ 1
      digits.yaml:14:67: optimizer.adam.learningRate.exponentialDecay.initial: expected a number > 0, found 0
      digits.yaml:14:90: optimizer.adam.beta1: expected a number in [0, 1), found 1
      digits.yaml:15:1: unknown key "epoch"; did you mean "epochs"? Allowed: name, seed, data, network, loss, metrics, regularisers, optimizer, epochs, batch, shuffle
      digits.yaml:16:9: epochs: expected a whole number ≥ 1, found 2.5
      digits.yaml:17:8: batch: expected a whole number ≥ 1, found "64"
      "
    `);
    expect(error.problems[1]).toEqual({
      code: "spec/unknown-name",
      path: ["data", "set"],
      details: { found: "mnits", allowed: ["mnist", "fashion-mnist", "iris", "eckerle4"], nearest: "mnist" },
      position: { line: 3, column: 14 },
    });
  });

  test("a rate beyond 1, a negative width, an activation that there is not, wherever they stand", () => {
    const error = refusal(`
data: mnist
network:
  - dense: -3
  - dropout: 1.2
  - residualBlock: { activation: reul }
  - parallel: [[{ dense: { units: -3 } }], [{ dropout: { rate: -0.1 } }, gelo]]
loss: { huber: { delta: 0 } }
metrics: [{ topKAccuracy: 0 }]
regularisers: { weights: { l2: -0.1 } }
optimizer: { sgd: { learningRate: -1 } }
`);
    expect(`\n${error.message}\n`).toMatchInlineSnapshot(`
      "
      digits.yaml:4:12: network[0].dense: expected the number of units, a whole number ≥ 1, as in "dense: 64", found -3
      digits.yaml:5:14: network[1].dropout: expected the part that is dropped, a number in [0, 1), as in "dropout: 0.2", found 1.2
      digits.yaml:6:34: network[2].residualBlock.activation: found "reul"; did you mean "relu"?
      digits.yaml:7:35: network[3].parallel[0][0].dense.units: expected a whole number ≥ 1, found -3
      digits.yaml:7:64: network[3].parallel[1][0].dropout.rate: expected a number in [0, 1), found -0.1
      digits.yaml:7:74: network[3].parallel[1][1]: found "gelo"; did you mean "gelu"?
      digits.yaml:8:25: loss.huber.delta: expected a number > 0, found 0
      digits.yaml:9:27: metrics[0].topKAccuracy: expected a mapping of k, found 0
      digits.yaml:10:32: regularisers.weights.l2: expected a number ≥ 0, found -0.1
      digits.yaml:11:35: optimizer.sgd.learningRate: expected a learning rate > 0, a schedule such as { exponentialDecay: { initial, rate, every } }, or a formula such as "0.1 / (1 + epoch)", found -1
      "
    `);
  });

  test("an empty file", () => {
    expect(refusal("").message).toMatchInlineSnapshot(
      `"digits.yaml:1:1: expected a mapping of name, seed, data, network, loss, metrics, regularisers, optimizer, epochs, batch, shuffle, found nothing"`,
    );
  });

  test("a list at the top", () => {
    expect(refusal("- dense: 10").message).toMatchInlineSnapshot(
      `"digits.yaml:1:1: expected a mapping of name, seed, data, network, loss, metrics, regularisers, optimizer, epochs, batch, shuffle, found a list of 1"`,
    );
  });

  test("nothing but a typo", () => {
    expect(refusal("dta: mnist\nnetwork: []").message).toMatchInlineSnapshot(`
      "digits.yaml:1:1: data: missing; expected one of mnist, fashion-mnist, iris, eckerle4
      digits.yaml:1:1: unknown key "dta"; did you mean "data"? Allowed: name, seed, data, network, loss, metrics, regularisers, optimizer, epochs, batch, shuffle
      digits.yaml:2:10: network: expected a list of one or more layers, found a list of 0"
    `);
  });

  test("an anchor is followed", () => {
    expect(refusal("data: mnist\nnetwork:\n  - &a { dense: -1 }\n  - *a").message).toMatchInlineSnapshot(`
      "digits.yaml:3:17: network[0].dense: expected the number of units, a whole number ≥ 1, as in "dense: 64", found -1
      digits.yaml:3:17: network[1].dense: expected the number of units, a whole number ≥ 1, as in "dense: 64", found -1"
    `);
  });
});

test("what is no YAML is told with its place", () => {
  const texts = {
    "an open bracket": "data: mnist\nnetwork: [relu\nepochs: 3",
    "a tab": "data: mnist\nnetwork:\n\t- relu",
    "a key twice": "data: mnist\ndata: mnist",
    "an unknown tag": "data: !set mnist",
    "two documents": "data: mnist\n---\ndata: mnist",
    "an alias without its anchor": "data: *set",
    "an alias within its anchor": "data: &a [*a]",
    "aliases that multiply": `a: &a [${"x,".repeat(99)}]\nb: &b [${"*a,".repeat(99)}]\nc: [${"*b,".repeat(99)}]`,
  };
  const errors = Object.values(texts).map(refusal);
  expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["spec/syntax"]));
  expect(`\n${errors.map(({ message }) => message).join("\n")}\n`).toMatchInlineSnapshot(`
    "
    digits.yaml:3:1: this is not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]
    digits.yaml:3:1: this is not valid YAML: tabs are not allowed as indentation
    digits.yaml:2:1: this is not valid YAML: map keys must be unique
    digits.yaml:1:7: this is not valid YAML: unresolved tag: !set
    digits.yaml:2:1: this is not valid YAML: a spec is one document, but here begins another
    digits.yaml:1:1: this is not valid YAML: unresolved alias (the anchor must be set before the alias): set
    digits.yaml:1:1: this is not valid YAML: an alias stands for a value that contains it
    digits.yaml:1:1: this is not valid YAML: excessive alias count indicates a resource exhaustion attack
    "
  `);
});
