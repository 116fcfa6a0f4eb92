import type { Body } from "./assembler.js";

/** Counts a local from 0 to `limit` in steps; `inside` is emitted once. */
export function emitCounted(body: Body, index: number, limit: number, step: number, inside: () => void): void {
  if (limit <= 0) return;
  body.i32(0);
  body.set(index);
  if (limit <= step) return inside();
  body.loop(() => {
    inside();
    body.get(index);
    body.i32(step);
    body.op("i32.add");
    body.tee(index);
    body.i32(limit);
    body.op("i32.lt_u");
    body.brIf(0);
  });
}

/** Counts a local from a start to an end that are known only when the code runs; there may be nothing between them. */
export function emitRange(
  body: Body,
  index: number,
  { start, end }: { readonly start: () => void; readonly end: () => void },
  step: number,
  inside: () => void,
): void {
  const limit = body.local("i32");
  start();
  body.set(index);
  end();
  body.set(limit);
  body.block(() => {
    body.get(index);
    body.get(limit);
    body.op("i32.ge_u");
    body.brIf(0);
    body.loop(() => {
      inside();
      body.get(index);
      body.i32(step);
      body.op("i32.add");
      body.tee(index);
      body.get(limit);
      body.op("i32.lt_u");
      body.brIf(0);
    });
  });
}

/** Pushes Σ strides[d] · index[d] + offset. */
export function emitAffine(body: Body, indices: readonly number[], strides: readonly number[], offset: number): void {
  body.i32(offset);
  strides.forEach((stride, d) => {
    if (stride === 0) return;
    body.get(indices[d]!);
    body.i32(stride);
    body.op("i32.mul");
    body.op("i32.add");
  });
}
