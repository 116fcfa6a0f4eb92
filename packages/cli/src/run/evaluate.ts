import type { Experiment } from "./createExperiment.js";
import type { Examples } from "./data/splits.js";
import type { Metrics } from "./metrics.js";
import { outputsFor } from "./outputsFor.js";
import type { Pacer } from "./pacer.js";

/**
 * Measures a network on examples. Metrics are those of all examples at once, since scores such as `f1` of batches have no mean.
 *
 * @throws AdjointError `run/non-finite`
 */
export async function evaluate(experiment: Experiment, examples: Examples, pace?: Pacer): Promise<Metrics> {
  const { outputs, mean } = await outputsFor(experiment, examples, pace);
  const { name } = experiment.facts.target;
  const metrics = experiment.measure.run({ outputs, [name]: examples.columns[name]! }) as Metrics;
  return { ...mean, ...metrics };
}
