import {
  type Buffer,
  denseAccess,
  type Expression,
  expressionsIn,
  type Kernel,
  type LoopKernel,
  loadsOf,
  reads,
  sameAccess,
  valuesOf,
  writes,
} from "./kernel.js";
import { commonSizes, refine } from "./refine.js";
import { expressionRewriter } from "./rewriteExpression.js";

const sameSpace = (a: LoopKernel, b: LoopKernel): boolean =>
  a.space.length === b.space.length && a.space.every((size, d) => size === b.space[d]);

/** Both kernels over one space, where one's is the other's with dimensions joined or left out. */
function overOneSpace(
  producer: LoopKernel,
  consumer: LoopKernel,
): readonly [producer: LoopKernel, consumer: LoopKernel] | undefined {
  if (sameSpace(producer, consumer)) return [producer, consumer];
  const common = commonSizes(producer.space, consumer.space);
  if (common === undefined || common.length === 0) return undefined;
  if (producer.product !== undefined && (common.length < 2 || common.at(-1) !== producer.space.at(-1)))
    return undefined;
  return [refine(producer, common), refine(consumer, common)];
}

/** Can the consumer take each element straight from where the producer computes it? */
function fits(producer: LoopKernel, consumer: LoopKernel): boolean {
  if (producer.product !== undefined && consumer.reduction !== undefined) return false;
  // A product of singles fills vectors of four, a kernel with doubles works on two lanes.
  const isSingleProduct = producer.product?.left.buffer.dtype === "f32";
  if (isSingleProduct && expressionsIn(valuesOf(consumer)).some(({ dtype }) => dtype === "f64")) return false;
  const { space } = producer;
  const dense = denseAccess(space);
  const written = new Set(producer.stores.map(({ buffer }) => buffer));
  if (producer.stores.some(({ access }) => !sameAccess(access, dense, space))) return false;
  const loads = loadsOf(valuesOf(consumer)).filter(({ buffer }) => written.has(buffer));
  return loads.length > 0 && loads.every(({ access }) => sameAccess(access, dense, space));
}

/** The consumer with the producer's values in place of its loads of them, and the producer's stores in front. */
function joined(producer: LoopKernel, consumer: LoopKernel): LoopKernel {
  const values = new Map<Buffer, Expression>(producer.stores.map(({ buffer, value }) => [buffer, value]));
  const image = expressionRewriter((leaf) => (leaf.kind === "load" ? (values.get(leaf.buffer) ?? leaf) : leaf));
  const { reduction } = consumer;
  return {
    kind: "loop",
    space: consumer.space,
    stores: [...producer.stores, ...consumer.stores.map((store) => ({ ...store, value: image(store.value) }))],
    ...(producer.product === undefined ? {} : { product: producer.product }),
    ...(reduction === undefined ? {} : { reduction: { ...reduction, value: image(reduction.value) } }),
  };
}

/**
 * Joins kernels over the same index space whose values flow from one to the other, so that they pass through registers
 * instead of memory: chains and diamonds of elementwise kernels, elementwise kernels into the epilogue of a product or the
 * loop of a reduction. A pair is left apart when a third kernel stands between them. Returned in no particular order.
 */
export function merge(kernels: readonly Kernel[]): readonly Kernel[] {
  const alive = new Set(kernels);
  const writers = new Map<Buffer, Set<Kernel>>();
  const readers = new Map<Buffer, Set<Kernel>>();
  const link = (map: Map<Buffer, Set<Kernel>>, buffer: Buffer, kernel: Kernel) =>
    map.set(buffer, (map.get(buffer) ?? new Set()).add(kernel));
  const enter = (kernel: Kernel) => {
    alive.add(kernel);
    for (const buffer of reads(kernel)) link(readers, buffer, kernel);
    for (const buffer of writes(kernel)) link(writers, buffer, kernel);
  };
  const leave = (kernel: Kernel) => {
    alive.delete(kernel);
    for (const buffer of reads(kernel)) readers.get(buffer)?.delete(kernel);
    for (const buffer of writes(kernel)) writers.get(buffer)?.delete(kernel);
  };
  const successors = (kernel: Kernel): readonly Kernel[] =>
    writes(kernel).flatMap((buffer) => [...(readers.get(buffer) ?? [])]);
  const predecessors = (kernel: Kernel): readonly Kernel[] =>
    reads(kernel).flatMap((buffer) => [...(writers.get(buffer) ?? [])]);

  /** Does a path lead from one to the other through a third? Searched from both ends, so that the shorter side decides. */
  const apart = (from: Kernel, to: Kernel): boolean => {
    const ahead = { seen: new Set([from]), stack: successors(from).filter((next) => next !== to), next: successors };
    const behind = { seen: new Set([to]), stack: predecessors(to).filter((next) => next !== from), next: predecessors };
    const meets = (side: typeof ahead, other: typeof ahead): boolean => {
      const kernel = side.stack.pop()!;
      if (other.seen.has(kernel)) return true;
      if (side.seen.has(kernel)) return false;
      side.seen.add(kernel);
      side.stack.push(...side.next(kernel));
      return false;
    };
    while (ahead.stack.length > 0 && behind.stack.length > 0) {
      if (meets(ahead, behind) || (behind.stack.length > 0 && meets(behind, ahead))) return true;
    }
    return false;
  };

  /** A kernel whose values a consumer can take, and both as one. */
  const joinedWith = (consumer: LoopKernel): { producer: LoopKernel; both: LoopKernel } | undefined => {
    for (const buffer of reads(consumer)) {
      for (const producer of writers.get(buffer) ?? []) {
        if (producer.kind !== "loop" || producer === consumer || writers.get(buffer)!.size !== 1) continue;
        if (producer.reduction !== undefined || consumer.product !== undefined) continue;
        const pair = overOneSpace(producer, consumer);
        if (pair !== undefined && fits(...pair) && !apart(producer, consumer))
          return { producer, both: joined(...pair) };
      }
    }
    return undefined;
  };

  kernels.forEach(enter);
  for (const kernel of kernels) {
    let consumer: Kernel = kernel;
    while (alive.has(consumer) && consumer.kind === "loop") {
      const found = joinedWith(consumer);
      if (found === undefined) break;
      leave(found.producer);
      leave(consumer);
      enter(found.both);
      consumer = found.both;
    }
  }
  return [...alive];
}
