import { isAsync, type Source } from "./internal/transform.js";

/**
 * Keeps in memory what comes from a source, so that later passes take it from there.
 *
 * The source is gone through once, as far as anyone has asked; a failure is kept too and met again at the same place.
 *
 * @param source anything iterable, at once or after a while; it is used for one pass only.
 * @returns the same kind of iterable. All passes share the items: do not change them.
 * @example
 * const decoded = cache(mapBatches(batches(photos, { size: 64 }), decode));
 * for (let epoch = 0; epoch < 20; epoch++) for (const batch of decoded) step.run(batch); // decodes only once
 */
export function cache<T>(source: Iterable<T>): Iterable<T>;
export function cache<T>(source: AsyncIterable<T>): AsyncIterable<T>;
export function cache<T>(source: Source<T>): Iterable<T> | AsyncIterable<T> {
  return isAsync(source) ? cacheAsync(source) : cacheSync(source);
}

function cacheSync<T>(source: Iterable<T>): Iterable<T> {
  const steps: (() => IteratorResult<T>)[] = [];
  let iterator: Iterator<T> | undefined;
  const advance = (): (() => IteratorResult<T>) => {
    iterator ??= source[Symbol.iterator]();
    try {
      const result = iterator.next();
      return () => result;
    } catch (failure) {
      return () => {
        throw failure;
      };
    }
  };
  return {
    *[Symbol.iterator]() {
      for (let i = 0; ; i++) {
        steps[i] ??= advance();
        const result = steps[i]!();
        if (result.done) return;
        yield result.value;
      }
    },
  };
}

function cacheAsync<T>(source: AsyncIterable<T>): AsyncIterable<T> {
  const steps: Promise<IteratorResult<T>>[] = [];
  let iterator: AsyncIterator<T> | undefined;
  return {
    async *[Symbol.asyncIterator]() {
      for (let i = 0; ; i++) {
        iterator ??= source[Symbol.asyncIterator]();
        steps[i] ??= iterator.next();
        const result = await steps[i]!;
        if (result.done) return;
        yield result.value;
      }
    },
  };
}
