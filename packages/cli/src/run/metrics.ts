/** How good a network is on some examples. */
export interface Metrics {
  readonly loss: number;
  /** The share of examples that it gets right, 0 to 1. */
  readonly accuracy: number;
}

/** The mean of metrics over batches, in which every example counts the same. */
export interface RunningMean {
  readonly mean: Metrics;
  /** Adds the metrics of a batch of `size` examples. */
  add(metrics: Metrics, size: number): void;
}

/** A mean of nothing yet. A share of examples counts as their number, so that the rounding of f32 does not add up. */
export function runningMean(): RunningMean {
  let [loss, hits, count] = [0, 0, 0];
  return {
    get mean() {
      return { loss: loss / count, accuracy: hits / count };
    },
    add: ({ loss: batchLoss, accuracy }, size) => {
      loss += batchLoss * size;
      hits += Math.round(accuracy * size);
      count += size;
    },
  };
}
