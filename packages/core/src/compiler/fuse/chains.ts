import { sizeOf } from "../../primitives/internal/strides.js";
import { bytesOf } from "../plan.js";
import { collapse } from "./collapse.js";
import {
  type Access,
  type Buffer,
  type ChainKernel,
  isInjectiveAlong,
  type Kernel,
  type LoopKernel,
  loadsOf,
  reads,
  valuesOf,
  writes,
} from "./kernel.js";

/** The row counts that a loop can be cut into: products of leading sizes that it does not reduce, from the largest. */
function rowCounts({ space, reduction }: LoopKernel): readonly number[] {
  const counts: number[] = [];
  let count = 1;
  for (const [axis, size] of space.entries()) {
    if (reduction?.axes.includes(axis)) break;
    count *= size;
    if (count > 1 && counts[0] !== count) counts.unshift(count);
  }
  return counts;
}

/** Everything that a kernel over rows reads and writes of a buffer: how it goes through it. */
function accessesTo(kernel: LoopKernel, buffer: Buffer): readonly Access[] {
  const loads = loadsOf(valuesOf(kernel)).filter((load) => load.buffer === buffer);
  const stores = kernel.stores.filter((store) => store.buffer === buffer);
  return [...loads, ...stores].map(({ access }) => access);
}

/** The elements of a buffer that belong to each row, when a kernel keeps to them: row r has those from r·n to (r + 1)·n − 1. */
function elementsPerRow(kernel: LoopKernel, buffer: Buffer): number | undefined {
  const { space, reduction } = kernel;
  const sizes = accessesTo(kernel, buffer).map(({ strides, offset }) => {
    const [row = 0, ...within] = strides;
    const reach = within.reduce((sum, stride, d) => sum + stride * (space[d + 1]! - 1), offset);
    return within.every((stride) => stride >= 0) && offset >= 0 && reach < row ? row : undefined;
  });
  if (reduction?.into === buffer) sizes.push(buffer.size / space[0]!);
  return sizes.every((size) => size === sizes[0]) ? sizes[0] : undefined;
}

/** A loop as one of a chain over rows, if it can be: its first dimension is that of the rows. */
function link(kernel: Kernel, rows: number): LoopKernel | undefined {
  if (kernel.kind !== "loop" || kernel.product !== undefined || !rowCounts(kernel).includes(rows)) return undefined;
  const cut = collapse(kernel, rows);
  return cut.space[0] === rows && cut.stores.every(({ access }) => isInjectiveAlong(0, access, cut.space))
    ? cut
    : undefined;
}

const touched = (kernel: Kernel): readonly Buffer[] => [...new Set([...reads(kernel), ...writes(kernel)])];

/** The buffers through which an earlier loop hands something to a later one, or makes way for it. */
const between = (earlier: Kernel, later: Kernel): readonly Buffer[] => {
  const written = new Set([...writes(earlier), ...writes(later)]);
  const others = new Set(touched(later));
  return touched(earlier).filter((buffer) => written.has(buffer) && others.has(buffer));
};

/** Can a loop run slice by slice behind the others? Whatever passes between them must stay within a row. */
function follows(links: readonly LoopKernel[], next: LoopKernel): boolean {
  const shared = links.map((earlier) => ({ earlier, buffers: between(earlier, next) }));
  return (
    shared.some(({ buffers }) => buffers.length > 0) &&
    shared.every(({ earlier, buffers }) =>
      buffers.every((buffer) => {
        const size = elementsPerRow(earlier, buffer);
        return size !== undefined && size === elementsPerRow(next, buffer);
      }),
    )
  );
}

/** How many rows of some loops touch so many bytes. */
function sliceOf(links: readonly LoopKernel[], rows: number, sliceBytes: number): number {
  const buffers = new Set(links.flatMap(touched));
  const most = Math.max(...links.map(({ space }) => sizeOf(space)));
  const bytes = [...buffers].reduce((total, { size, dtype }) => total + Math.min(size, most) * bytesOf[dtype], 0);
  return Math.max(1, Math.min(rows, Math.floor((sliceBytes * rows) / Math.max(1, bytes))));
}

/** The longest chain that the first of some kernels in order begins, of two or more. */
function longest(kernels: readonly Kernel[], sliceBytes: number): ChainKernel | undefined {
  const [first] = kernels;
  if (first?.kind !== "loop" || first.product !== undefined) return undefined;
  let best: ChainKernel | undefined;
  for (const rows of rowCounts(first)) {
    const links: LoopKernel[] = [];
    for (const kernel of kernels) {
      const next = link(kernel, rows);
      if (next === undefined || (links.length > 0 && !follows(links, next))) break;
      links.push(next);
    }
    const slice = sliceOf(links, rows, sliceBytes);
    // What fits into the cache as a whole needs no slices.
    if (links.length > (best?.links.length ?? 1) && slice < rows) best = { kind: "chain", rows, slice, links };
  }
  return best;
}

/**
 * Joins neighbouring loops that hand each other rows, such as those of a softmax or of a normalisation: a slice of rows passes
 * through all of them before the next one comes, so that what passes between them is still in the nearest cache.
 *
 * @param sliceBytes what a slice may touch
 */
export function chains(kernels: readonly Kernel[], sliceBytes: number): readonly Kernel[] {
  const joined: Kernel[] = [];
  for (let i = 0; i < kernels.length; ) {
    const chain = longest(kernels.slice(i, i + 12), sliceBytes);
    joined.push(chain ?? kernels[i]!);
    i += chain?.links.length ?? 1;
  }
  return joined;
}
