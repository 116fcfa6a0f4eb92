import { adam, exponentialDecay, type LearningRate, momentum, nesterov, type Optimizer, sgd } from "@adjoint/optim";
import type { LearningRateSpec, OptimizerSpec } from "../spec/optimizerSchema.js";

function learningRateOf(spec: LearningRateSpec): LearningRate {
  if (typeof spec === "number") return spec;
  const { initial, ...decay } = spec.exponentialDecay;
  return exponentialDecay(initial, decay);
}

const withRate = <S extends { readonly learningRate: LearningRateSpec }>(spec: S) => ({
  ...spec,
  learningRate: learningRateOf(spec.learningRate),
});

/** The optimizer of a spec. */
export function buildOptimizer(spec: OptimizerSpec): Optimizer {
  if ("sgd" in spec) return sgd(withRate(spec.sgd));
  if ("momentum" in spec) return momentum(withRate(spec.momentum));
  if ("nesterov" in spec) return nesterov(withRate(spec.nesterov));
  return adam(withRate(spec.adam));
}
