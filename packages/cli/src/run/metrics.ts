/** How good a network is on some examples: its loss, what its parameters cost if they cost something, and metrics by name. */
export type Metrics = { readonly loss: number; readonly penalty?: number } & Readonly<Record<string, number>>;

/** The mean of figures over batches, in which every example counts the same. */
export interface RunningMean {
  readonly mean: Metrics;
  /** Adds the figures of a batch of `size` examples. */
  add(metrics: Metrics, size: number): void;
}

/** A mean of nothing yet. With `lossIsSum`, the loss of a batch is the sum over its examples already. */
export function runningMean({ lossIsSum }: { readonly lossIsSum: boolean }): RunningMean {
  const sums: Record<string, number> = {};
  let count = 0;
  return {
    get mean() {
      return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / count])) as Metrics;
    },
    add: (metrics, size) => {
      for (const [name, value] of Object.entries(metrics)) {
        sums[name] = (sums[name] ?? 0) + value * (name === "loss" && lossIsSum ? 1 : size);
      }
      count += size;
    },
  };
}
