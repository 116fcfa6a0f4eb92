import { batches } from "@adjoint/data";
import type { Experiment } from "./createExperiment.js";
import type { Examples } from "./loadSplits.js";
import { type Metrics, runningMean } from "./metrics.js";
import { createPacer, type Pacer } from "./pacer.js";

/** Examples at a time. Training and `adjoint evaluate` share it, so that they add up the same numbers. */
const batchSize = 1000;

/**
 * Measures a network on examples.
 *
 * @throws AdjointError `run/non-finite`
 */
export async function evaluate(
  { evaluation }: Experiment,
  examples: Examples,
  pace: Pacer = createPacer(undefined),
): Promise<Metrics> {
  const total = runningMean();
  for (const batch of batches(examples, { size: batchSize })) {
    await pace();
    total.add(evaluation.run(batch), batch.labels.data.length);
  }
  return total.mean;
}
