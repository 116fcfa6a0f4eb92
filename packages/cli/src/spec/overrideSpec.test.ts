import { expect, test } from "vitest";
import { overrideSpec } from "./overrideSpec.js";
import { parseSpec } from "./parseSpec.js";
import { readSource } from "./source.js";

const spec = parseSpec(
  readSource(
    `data: mnist
network: [{ dense: 10 }]
optimizer: { momentum: { decay: 0.8, learningRate: { exponentialDecay: { initial: 1, rate: 0.5, every: 9 } } } }`,
    "a.yaml",
  ),
);

test("the command line has the last word, and touches nothing else", () => {
  expect(overrideSpec(spec, {})).toEqual(spec);
  expect(overrideSpec(spec, { epochs: 9, batch: 8, seed: 7 })).toEqual({ ...spec, epochs: 9, batch: 8, seed: 7 });
});

test("a learning rate takes the place of a schedule", () => {
  expect(overrideSpec(spec, { learningRate: 0.5 }).optimizer).toEqual({ momentum: { decay: 0.8, learningRate: 0.5 } });
});
