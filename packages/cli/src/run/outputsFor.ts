import type { TensorValue } from "@adjoint/core";
import { batches } from "@adjoint/data";
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
  for (const batch of batches(examples, { size: batchSize })) {
    await pace();
    const { outputs, ...figures } = evaluation.run(batch) as unknown as Metrics & { readonly outputs: TensorValue };
    const size = outputs.shape[0]!;
    data.set(outputs.data, done * width);
    total.add(figures, size);
    done += size;
  }
  return { outputs: { dtype: "f32", shape: [examples.size, width], data }, mean: total.mean };
}
