import { type Source, transform } from "./internal/transform.js";

/**
 * What a function makes of each batch, when it is asked for.
 *
 * @param source batches, at once (`batches`) or after a while (`streamBatches`).
 * @param change is given each batch and its number in the pass.
 * @returns the same kind of iterable; it can be iterated again if `source` can.
 * @example
 * for (const { images, labels } of mapBatches(batches(train, { size: 64 }), withNoise)) step.run({ images, labels });
 */
export function mapBatches<T, R>(source: Iterable<T>, change: (batch: T, index: number) => R): Iterable<R>;
export function mapBatches<T, R>(source: AsyncIterable<T>, change: (batch: T, index: number) => R): AsyncIterable<R>;
export function mapBatches<T, R>(
  source: Source<T>,
  change: (batch: T, index: number) => R,
): Iterable<R> | AsyncIterable<R> {
  return transform(source, () => {
    let index = 0;
    return (batch: T) => change(batch, index++);
  });
}
