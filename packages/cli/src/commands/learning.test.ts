import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, type Workshop } from "../testing/workshop.js";

let shop: Workshop;
let runs = 0;

beforeAll(async () => {
  shop = await createWorkshop();
});

afterAll(() => shop[Symbol.asyncDispose]());

async function train(lines: string) {
  await shop.write("spec.yaml", `data: { make: peaks, classes: 3, size: 90 }\nepochs: 2\nbatch: 16\n${lines}`);
  const answer = await shop.adjoint(["train", "spec.yaml", "--out", `run-${++runs}`, "--threads", "1", "--json"]);
  return { ...answer, run: `run-${runs}`, document: answer.stdout === "" ? undefined : JSON.parse(answer.stdout) };
}

const network = "network: [{ dense: 8 }, tanh, { dense: 3 }]\n";

describe("what a spec chooses is what is learnt by", () => {
  test("penalties are reported apart from the loss", async () => {
    const { document, stderr, run } = await train(
      `${network}regularisers: { weights: { l2: 0.01 }, biases: { l1: 0.001 }, layers: { dense_2: { weights: { elastic: { l1: 0.1, l2: 0.2 } } } } }\n`,
    );
    expect(document.test).toEqual({
      loss: expect.any(Number),
      penalty: expect.any(Number),
      accuracy: expect.any(Number),
    });
    expect(stderr).toMatch(/train loss [\d.]+, penalty [\d.]+, accuracy [\d.]+ %/);
    const report = String(await shop.read(`${run}/report.html`));
    expect(report).toContain('<th class="number">penalty</th>');
    expect(report.match(/<svg /g)).toHaveLength(3);
  });

  test("losses and metrics take settings, and are measured on all examples at once", async () => {
    const { document } = await train(
      `${network}loss: { huber: { delta: 0.5 } }\nmetrics: [accuracy, { topKAccuracy: { k: 2 } }, f1, meanSquaredError]\n`,
    );
    expect(Object.keys(document.validation)).toEqual(["loss", "accuracy", "topKAccuracy", "f1", "meanSquaredError"]);
    expect(document.test.topKAccuracy).toBeGreaterThanOrEqual(document.test.accuracy);
  });

  test("hinges learn signs", async () => {
    expect((await train(`${network}loss: hinge\n`)).document.test.loss).toBeGreaterThan(0);
  });

  test("dropout and batch normalisation differ between training and use, and evaluation repeats the figures", async () => {
    const { document, run } = await train("network: [{ dense: 8 }, batchNorm, relu, { dropout: 0.2 }, { dense: 3 }]\n");
    const evaluated = await shop.adjoint(["evaluate", run, "--json"]);
    expect(JSON.parse(evaluated.stdout).test).toEqual(document.test);
  });

  test("a rate that watches the validation loss falls when that does not", async () => {
    const rate = "{ reduceOnPlateau: { rate: 1e-9, factor: 0.5, patience: 0, threshold: 0.5 } }";
    const { code, run } = await train(`${network}optimizer: { sgd: { learningRate: ${rate} } }\n`);
    expect(code).toBe(0);
    const bytes = String(await shop.read(`${run}/checkpoint.safetensors`));
    expect(bytes).toContain('"plateau/share"');
  });

  test("chains, formulas and full batches in the order of the data", async () => {
    const optimizer = '[{ clipByGlobalNorm: 1 }, { adam: { learningRate: "0.01 * 0.5^epoch" } }]';
    const { stderr } = await train(`${network}optimizer: ${optimizer}\nshuffle: false\n`);
    expect(stderr).toContain("clipByGlobalNorm and adam");
  });

  test("another rate on the command line takes the place of all", async () => {
    await shop.write(
      "rates.yaml",
      `data: { make: xor, size: 40 }\n${network.replace("3", "2")}optimizer: [{ clipByValue: 1 }, sgd]\n`,
    );
    await shop.adjoint(["train", "rates.yaml", "--learning-rate", "0.5", "--epochs", "1", "--out", "rates", "--quiet"]);
    expect(String(await shop.read("rates/spec.yaml"))).toContain("learningRate: 0.5");
  });
});

test("what is wrong with layers, losses and optimizers is told at its place", async () => {
  const wrong = [
    "network: [{ dense: 8 }, { dropout: 1.2 }, { dense: 3 }]",
    "network: [{ dense: -3 }]",
    "network: [{ dense: 8 }, rellu, { dense: 3 }]",
    "network: [{ conv2d: { filters: 4, size: 3 } }, { dense: 3 }]",
    "network: [{ dense: 8 }, { maxPool2d: 2 }, { dense: 3 }]",
    "network: [{ residual: [{ dense: 5 }] }, { dense: 3 }]",
    `${network}loss: squaredErorr`,
    `${network}loss: { huber: { delta: 0 } }`,
    `${network}loss: { softmaxCrossEntropy: { classWeights: [1, 2] } }`,
    `${network}metrics: [accuracy, accuracy]`,
    `${network}metrics: [acuracy]`,
    `${network}regularisers: { weights: { l3: 1 } }`,
    `${network}regularisers: { layers: { hidden: { weights: { l2: 1 } } } }`,
    `${network}optimizer: { adam: { learningRate: -1 } }`,
    `${network}optimizer: { adam: { learningRate: "0.1 * stpe" } }`,
    `${network}optimizer: { adam: { learningRate: { cosineDecay: { initial: 0.1 } } } }`,
    `${network}optimizer: { sgd: { learningRate: { piecewiseConstant: { values: [1, 2], boundaries: [5, 9] } } } }`,
    `${network}optimizer: [{ freeze: { names: "hidden/*" } }, adam]`,
    `${network}optimizer: adamm`,
  ];
  const told: string[] = [];
  for (const lines of wrong) {
    const { code, stderr } = await train(lines);
    expect({ lines, code }).toEqual({ lines, code: 2 });
    told.push(stderr);
  }
  expect(`\n${told.join("")}`).toMatchInlineSnapshot(`
    "
    error: spec.yaml:4:36: network[1].dropout: expected the part that is dropped, a number in [0, 1), as in "dropout: 0.2", found 1.2
    error: spec.yaml:4:20: network[0].dense: expected the number of units, a whole number ≥ 1, as in "dense: 64", found -3
    error: spec.yaml:4:25: network[1]: found "rellu"; did you mean "relu"?
    error: spec.yaml:4:11: network[0]: this layer cannot be built: conv2d_1: expected [batch, height, width, channels] with sizes that a window of 3 × 3 fits into, but was applied to "x" [batch, 2].
    error: spec.yaml:4:25: network[1]: this layer cannot be built: maxPool2d_1: expected [batch, height, width, channels] with sizes that a window of 2 × 2 fits into, but was applied to "dense_1" [batch, 8].
    error: spec.yaml:4:11: network[0]: the inner layers turn [batch, 2] into [batch, 5], which cannot be added to it; let them end with "dense: 2"
    error: spec.yaml:5:7: loss: found "squaredErorr"; did you mean "squaredError"?
    error: spec.yaml:5:25: loss.huber.delta: expected a number > 0, found 0
    error: spec.yaml:5:7: loss: softmaxCrossEntropy: classWeights must be 3 numbers (f32), one for each class, not 2.
    error: spec.yaml:5:21: metrics[1]: "accuracy" is measured already; figures are told apart by their names, so each metric can be there once
    error: spec.yaml:5:11: metrics[0]: found "acuracy"; did you mean "accuracy"? Allowed: accuracy, binaryAccuracy, f1, meanAbsoluteError, meanSquaredError, perplexity, precision, rSquared, recall, topKAccuracy
    error: spec.yaml:5:26: regularisers.weights: found "l3"; did you mean "l1"? Allowed: l1, l2, elastic
    error: spec.yaml:5:15: regularisers: regularisation: no parameter belongs to "hidden".
    The parameters are: dense_1/weights, dense_1/bias, dense_2/weights, dense_2/bias.
    error: spec.yaml:5:36: optimizer.adam.learningRate: expected a learning rate > 0, a schedule such as { exponentialDecay: { initial, rate, every } }, or a formula such as "0.1 / (1 + epoch)", found -1
    error: spec.yaml:5:12: optimizer: expression:1:7: there is no "stpe"; known are step, epoch.
      0.1 * stpe
            ^^^^
    error: spec.yaml:5:51: optimizer.adam.learningRate.cosineDecay.steps: missing; expected a whole number ≥ 1
    error: spec.yaml:5:12: optimizer: piecewiseConstant: the boundaries of 2 pieces must be 1 whole numbers that grow, from 1 on, not [5, 9].
    error: spec.yaml:5:12: optimizer: masked: "hidden/*" means none of the parameters, which are called
      dense_1/weights
      dense_1/bias
      dense_2/weights
      dense_2/bias
    A pattern means whole names, and * stands for any characters: "*bias", "dense_1/*".
    error: spec.yaml:5:12: optimizer: found "adamm"; did you mean "adam"?
    "
  `);
});
