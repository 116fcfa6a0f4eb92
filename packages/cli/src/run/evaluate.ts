import type { TensorValue } from "@adjoint/core";
import { batches } from "@adjoint/data";
import type { Experiment } from "./createExperiment.js";
import type { Examples } from "./data/splits.js";
import { type Metrics, runningMean } from "./metrics.js";
import { createPacer, type Pacer } from "./pacer.js";

/** Examples at a time. Training and `adjoint evaluate` share it, so that they add up the same numbers. */
const batchSize = 1000;

/**
 * Measures a network on examples. Metrics are those of all examples at once, since scores such as `f1` of batches have no mean.
 *
 * @throws AdjointError `run/non-finite`
 */
export async function evaluate(
  { evaluation, measure, facts, model }: Experiment,
  examples: Examples,
  pace: Pacer = createPacer(undefined),
): Promise<Metrics> {
  const total = runningMean(model);
  const width = Number(model.evaluation.outputs.shape[1]);
  const outputs = new Float32Array(examples.size * width);
  let done = 0;
  for (const batch of batches(examples, { size: batchSize })) {
    await pace();
    const { outputs: part, ...figures } = evaluation.run(batch) as unknown as Metrics & {
      readonly outputs: TensorValue;
    };
    const size = part.shape[0]!;
    outputs.set(part.data, done * width);
    total.add(figures, size);
    done += size;
  }
  const { name } = facts.target;
  const all = { dtype: "f32", shape: [examples.size, width], data: outputs } as const;
  const metrics = measure.run({ outputs: all, [name]: examples.columns[name]! }) as Metrics;
  return { ...total.mean, ...metrics };
}
