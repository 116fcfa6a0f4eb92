/** Things that come one by one, at once or after a while. */
export type Source<T> = Iterable<T> | AsyncIterable<T>;

export const isAsync = <T>(source: Source<T>): source is AsyncIterable<T> => Symbol.asyncIterator in source;

/**
 * Everything that comes from a source, changed.
 *
 * @param begin is called for each pass, and returns what changes the items of this pass one after the other.
 * @returns as `source`: it can be iterated at once or with `for await`, and again if `source` can.
 */
export function transform<T, R>(source: Source<T>, begin: () => (item: T) => R): Iterable<R> & AsyncIterable<R> {
  const changed = isAsync(source)
    ? {
        async *[Symbol.asyncIterator]() {
          const change = begin();
          for await (const item of source) yield change(item);
        },
      }
    : {
        *[Symbol.iterator]() {
          const change = begin();
          for (const item of source) yield change(item);
        },
      };
  // Each public function says in its overloads which of the two it returns.
  return changed as Iterable<R> & AsyncIterable<R>;
}
