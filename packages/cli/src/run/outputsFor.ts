import type { TensorValue } from "@adjoint/core";
import type { Experiment } from "./createExperiment.js";
import type { Examples } from "./data/splits.js";
import { type Metrics, runningMean } from "./metrics.js";
import { createPacer, type Pacer } from "./pacer.js";

/** Examples at a time. Training and `adjoint evaluate` share it, so that they add up the same numbers. */
const batchSize = 1000;

/** What a network puts out for examples, a row for each, and the mean of their losses. */
export interface OutputsFor {
  readonly outputs: TensorValue<"f32">;
  readonly mean: Metrics;
}

/**
 * Applies a network to examples, in batches.
 *
 * @throws AdjointError `run/non-finite`
 */
export async function outputsFor(
  { evaluation, model }: Experiment,
  examples: Examples,
  pace: Pacer = createPacer(undefined),
): Promise<OutputsFor> {
  const total = runningMean(model);
  const width = Number(model.evaluation.outputs.shape[1]);
  const data = new Float32Array(examples.size * width);
  let done = 0;
  for (const { results, size } of evaluation(examples, { size: batchSize })) {
    const { outputs, ...figures } = results;
    data.set(outputs.data, done * width);
    total.add(figures as Metrics, size);
    done += size;
    await pace();
  }
  return { outputs: { dtype: "f32", shape: [examples.size, width], data }, mean: total.mean };
}
