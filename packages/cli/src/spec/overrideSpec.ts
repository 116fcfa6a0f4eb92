import { isMapping } from "./isMapping.js";
import type { OptimizerSpec } from "./parts.js";
import type { Spec } from "./specSchema.js";

/** What the command line can say differently from the spec. */
export interface SpecOverrides {
  readonly epochs?: number;
  readonly batch?: number;
  readonly seed?: number;
  /** Takes the place of every learning rate of the optimizer, schedules too. */
  readonly learningRate?: number;
}

/** A part of a spec in which every learning rate is another. */
function withRate(part: unknown, learningRate: number): unknown {
  if (Array.isArray(part)) return part.map((one) => withRate(one, learningRate));
  if (!isMapping(part)) return part;
  const entries = Object.entries(part).map(([name, value]) => [
    name,
    name === "learningRate" ? learningRate : withRate(value, learningRate),
  ]);
  return Object.fromEntries(entries);
}

/** The spec with some of its settings replaced. */
export function overrideSpec(spec: Spec, { learningRate, ...settings }: SpecOverrides): Spec {
  const { optimizer } = spec;
  const overridden = learningRate === undefined ? optimizer : (withRate(optimizer, learningRate) as OptimizerSpec);
  return { ...spec, ...settings, optimizer: overridden };
}
