import type * as z from "zod";
import { choice, either } from "./choice.js";
import { fields, flag, numberIn } from "./values.js";

const rateExpected = "a learning rate > 0, or { exponentialDecay: { initial, rate, every } }";
const positive = (expected = "a number > 0") => numberIn({ above: 0 }, expected);
const share = () => numberIn({ from: 0, below: 1 }, "a number in [0, 1)");

const learningRate = either(
  choice({
    exponentialDecay: fields({
      initial: positive(),
      rate: numberIn({ above: 0, to: 1 }, "a number in (0, 1]"),
      every: numberIn({ from: 1 }, "a number of steps ≥ 1"),
      staircase: flag().default(false),
    }),
  }),
  positive(rateExpected),
);

const momentum = () => fields({ learningRate: learningRate.default(0.01), decay: share().default(0.9) }).prefault({});

/** An optimizer by its name or with settings. Those left out get the defaults of `@adjoint/optim`, written out. */
export const optimizerSchema = choice({
  sgd: fields({ learningRate: learningRate.default(0.01) }).prefault({}),
  momentum: momentum(),
  nesterov: momentum(),
  adam: fields({
    learningRate: learningRate.default(0.001),
    beta1: share().default(0.9),
    beta2: share().default(0.999),
    epsilon: positive().default(1e-8),
  }).prefault({}),
});

export type OptimizerSpec = z.output<typeof optimizerSchema>;
export type LearningRateSpec = z.output<typeof learningRate>;
