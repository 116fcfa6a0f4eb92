import type { DType } from "../types/dtype.js";
import { type Buffer, reads, type Schedule, writes } from "./fuse/kernel.js";

/** Bytes per element. */
export const bytesOf: Readonly<Record<DType, number>> = { f32: 4, f64: 8, i32: 4, u8: 1, bool: 1 };

/** Kernels work on whole vectors, so they may read this many bytes beyond the end of a buffer. They never write there. */
export const slack = 64;

const alignment = 64;
const roundUp = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** Where each buffer of a program lies, in bytes from the start of its arena; variables are the session's. */
export interface Plan {
  readonly offsets: ReadonlyMap<Buffer, number>;
  /** The size of the arena. */
  readonly bytes: number;
  /** What the buffers would take if each had memory of its own. */
  readonly bytesWithoutReuse: number;
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

/** The lowest place that is free from the first use of a buffer to its last. */
function lowest(bytes: number, first: number, last: number, placed: readonly Placed[]): number {
  const neighbours = placed
    .filter((other) => other.first <= last && first <= other.last)
    .toSorted((a, b) => a.start - b.start);
  let start = 0;
  for (const other of neighbours) {
    if (start + bytes <= other.start) break;
    start = Math.max(start, other.end);
  }
  return start;
}

/**
 * The static memory plan: one arena, in which buffers that are never needed at the same time share addresses. Inputs and
 * constants are needed during the whole run, temporaries from their first writer to their last reader. Larger buffers are
 * placed first, each at the lowest free address.
 */
export function plan({ kernels, outputs, buffers }: Schedule): Plan {
  const spans = new Map<Buffer, { first: number; last: number }>();
  kernels.forEach((kernel, time) => {
    for (const buffer of [...reads(kernel), ...writes(kernel)]) {
      const span = spans.get(buffer) ?? { first: time, last: time };
      spans.set(buffer, { first: span.first, last: time });
    }
  });
  const whole = { first: 0, last: kernels.length };
  const spanOf = (buffer: Buffer) => {
    if (buffer.home.kind !== "temporary") return whole;
    const span = spans.get(buffer) ?? whole;
    return outputs.includes(buffer) ? { ...span, last: kernels.length } : span;
  };
  const own = buffers.filter(({ home }) => home.kind !== "variable");
  const sizeOf = (buffer: Buffer) => roundUp(buffer.size * bytesOf[buffer.dtype]);
  const placed: Placed[] = [];
  const offsets = new Map<Buffer, number>();
  for (const buffer of own.toSorted((a, b) => sizeOf(b) - sizeOf(a))) {
    const { first, last } = spanOf(buffer);
    const bytes = sizeOf(buffer);
    const start = lowest(bytes, first, last, placed);
    offsets.set(buffer, start);
    placed.push({ start, end: start + bytes, first, last });
  }
  return {
    offsets,
    bytes: Math.max(0, ...placed.map(({ end }) => end)),
    bytesWithoutReuse: own.reduce((total, buffer) => total + sizeOf(buffer), 0),
  };
}
