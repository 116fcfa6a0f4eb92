import type { OptimizerSpec } from "./optimizerSchema.js";
import type { Spec } from "./specSchema.js";

/** What the command line can say differently from the spec. */
export interface SpecOverrides {
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  /** Takes the place of a schedule too. */
  readonly learningRate?: number;
}

const withRate = (optimizer: OptimizerSpec, learningRate: number): OptimizerSpec =>
  Object.fromEntries(
    Object.entries(optimizer).map(([name, settings]) => [name, { ...settings, learningRate }]),
  ) as OptimizerSpec;

/** The spec with some of its settings replaced. */
export function overrideSpec(spec: Spec, { learningRate, ...settings }: SpecOverrides): Spec {
  const optimizer = learningRate === undefined ? spec.optimizer : withRate(spec.optimizer, learningRate);
  return { ...spec, ...settings, optimizer };
}
