import { AdjointError } from "@adjoint/core";
import { countBatches } from "@adjoint/data";
import type { Experiment } from "./createExperiment.js";
import type { Splits } from "./data/splits.js";
import { evaluate } from "./evaluate.js";
import { type Metrics, runningMean } from "./metrics.js";
import { createPacer, type Pacer } from "./pacer.js";

/** What an epoch brought. */
export interface EpochMetrics {
  /** From 1. */
  readonly epoch: number;
  /** Means over the batches, each measured before its update. */
  readonly train: Metrics;
  readonly validation?: Metrics;
  readonly seconds: number;
}

/** How far an epoch is. */
export interface Progress {
  readonly epoch: number;
  readonly batch: number;
  readonly batches: number;
  /** Over the batches so far. */
  readonly train: Metrics;
}

/** How to stop a training, and how to watch it. */
export interface TrainOptions {
  /** Stops it after the present batch. */
  readonly signal?: AbortSignal;
  readonly onBatch?: (progress: Progress) => void;
  /** `history` is that of all epochs so far. */
  readonly onEpoch?: (metrics: EpochMetrics, history: readonly EpochMetrics[]) => void | Promise<void>;
}

/** How a training ended: with all its epochs, by its signal, or because a number was no longer finite. */
export type Ending =
  | { readonly kind: "done"; readonly test?: Metrics }
  | { readonly kind: "interrupted" }
  | { readonly kind: "non-finite"; readonly error: AdjointError };

export interface Training {
  readonly history: readonly EpochMetrics[];
  readonly ending: Ending;
  readonly seconds: number;
}

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

async function trainEpoch(
  { spec, model, step }: Experiment,
  { train }: Splits,
  epoch: number,
  pace: Pacer,
  onBatch: TrainOptions["onBatch"],
): Promise<Metrics> {
  const count = countBatches(train, { size: spec.batch });
  const total = runningMean(model);
  const order = spec.shuffle ? { shuffle: spec.seed, epoch: epoch - 1 } : {};
  let batch = 0;
  for (const { results, size } of step(train, { size: spec.batch, ...order })) {
    total.add(results, size);
    onBatch?.({ epoch, batch: ++batch, batches: count, train: total.mean });
    await pace();
  }
  return total.mean;
}

/** Tells schedules that watch how the epoch went: by its loss, or by its first score where more is better. */
function observe({ model, observers }: Experiment, { train: learnt, validation = learnt }: EpochMetrics): void {
  const [score = "loss"] = Object.keys(model.metrics);
  for (const { better, observe } of observers) {
    observe.run({ metric: validation[better === "smaller" ? "loss" : score]! });
  }
}

function endingOf(error: unknown, signal: AbortSignal | undefined): Ending {
  if (signal?.aborted && error === signal.reason) return { kind: "interrupted" };
  if (error instanceof AdjointError && error.code === "run/non-finite") return { kind: "non-finite", error };
  throw error;
}

/**
 * Trains a network for the epochs of its spec, validates it after each, and tests it at the end. The session keeps what was
 * learnt, also when the training ends early.
 *
 * @throws what `options.onEpoch` throws, and AdjointError when the examples do not fit the network
 * @example
 * const { spec } = await loadSpec("studies/mnist-mlp.yaml", process.cwd());
 * const { facts, splits } = await loadData(spec, { folder: "studies" });
 * const { history, ending } = await train(createExperiment(spec, buildModel(spec, facts), facts), splits);
 */
export async function train(experiment: Experiment, splits: Splits, options: TrainOptions = {}): Promise<Training> {
  const { signal, onBatch, onEpoch } = options;
  const pace = createPacer(signal);
  const start = performance.now();
  const history: EpochMetrics[] = [];
  const run = async (): Promise<Ending> => {
    for (let epoch = 1; epoch <= experiment.spec.epochs; epoch++) {
      const begin = performance.now();
      const learnt = await trainEpoch(experiment, splits, epoch, pace, onBatch);
      const { validation: held } = splits;
      const validation = held && { validation: await evaluate(experiment, held, pace) };
      const metrics = { epoch, train: learnt, ...validation, seconds: secondsSince(begin) };
      history.push(metrics);
      observe(experiment, metrics);
      await onEpoch?.(metrics, history);
    }
    const { test } = splits;
    return { kind: "done", ...(test && { test: await evaluate(experiment, test, pace) }) };
  };
  const ending = await run().catch((error: unknown) => endingOf(error, signal));
  return { history, ending, seconds: secondsSince(start) };
}
