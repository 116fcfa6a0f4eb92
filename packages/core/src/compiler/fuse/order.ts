import { type Buffer, type Kernel, reads, writes } from "./kernel.js";

const isFill = (kernel: Kernel): boolean => kernel.kind === "copy" && kernel.source === undefined;

/** Kernels and what must come before what. */
export interface Dependencies {
  readonly before: ReadonlyMap<Kernel, ReadonlySet<Kernel>>;
}

/**
 * Which kernels each kernel waits for: the writers of what it reads, and the fill with zeros of what it writes. Otherwise the
 * pieces of one buffer do not overlap, and may even need each other.
 */
export function dependencies(kernels: readonly Kernel[]): Map<Kernel, Set<Kernel>> {
  const writers = new Map<Buffer, Kernel[]>();
  for (const kernel of kernels) {
    for (const buffer of writes(kernel)) writers.set(buffer, [...(writers.get(buffer) ?? []), kernel]);
  }
  const before = new Map<Kernel, Set<Kernel>>();
  for (const kernel of kernels) {
    const waits = new Set<Kernel>();
    for (const buffer of reads(kernel)) for (const writer of writers.get(buffer) ?? []) waits.add(writer);
    for (const buffer of writes(kernel)) {
      for (const writer of writers.get(buffer)!) if (isFill(writer)) waits.add(writer);
    }
    waits.delete(kernel);
    before.set(kernel, waits);
  }
  return before;
}

/** Does any of the kernels wait for `other`, directly or not? */
export function waitsFor(
  before: ReadonlyMap<Kernel, ReadonlySet<Kernel>>,
  kernels: readonly Kernel[],
  other: Kernel,
): boolean {
  const seen = new Set<Kernel>();
  const stack = [...kernels];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next === other) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    for (const earlier of before.get(next) ?? []) stack.push(earlier);
  }
  return false;
}

/** An order in which every kernel comes after those it waits for; otherwise as given. */
export function inOrder(
  kernels: readonly Kernel[],
  before: ReadonlyMap<Kernel, ReadonlySet<Kernel>>,
): readonly Kernel[] {
  const done = new Set<Kernel>();
  for (const root of kernels) {
    const stack = [root];
    while (stack.length > 0) {
      const kernel = stack.at(-1)!;
      const waiting = done.has(kernel) ? [] : [...(before.get(kernel) ?? [])].filter((other) => !done.has(other));
      if (waiting.length > 0) stack.push(...waiting.toReversed());
      else {
        done.add(kernel);
        stack.pop();
      }
    }
  }
  return [...done];
}
