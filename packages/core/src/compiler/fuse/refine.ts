import type { Access, LoopKernel } from "./kernel.js";
import { mapSpace } from "./mapSpace.js";

/**
 * The coarsest way to cut both lists of sizes into smaller ones, so that each size is a product of neighbours in it; `undefined`
 * when there is none. Sizes of 1 are left out.
 */
export function commonSizes(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  const [left, right] = [a, b].map((sizes) => sizes.filter((size) => size !== 1)) as [number[], number[]];
  const common: number[] = [];
  while (left.length > 0 && right.length > 0) {
    const [m, n] = [left.pop()!, right.pop()!];
    const size = Math.min(m, n);
    if (size === 0 || m % size !== 0 || n % size !== 0) return undefined;
    common.unshift(size);
    if (m > size) left.push(m / size);
    if (n > size) right.push(n / size);
  }
  return left.length === right.length ? common : undefined;
}

/** For each size, how many of the finer ones make it up. Finer sizes have no ones. */
export function runs(sizes: readonly number[], finer: readonly number[]): readonly (readonly number[])[] {
  let next = 0;
  return sizes.map((size) => {
    const run: number[] = [];
    for (let product = 1; product < size; product *= run.at(-1)!) run.push(finer[next++]!);
    return run;
  });
}

/** The strides of the finer dimensions that a dimension with this stride is cut into. */
export function cutStride(stride: number, run: readonly number[]): readonly number[] {
  const strides: number[] = [];
  run.reduceRight((step, size) => {
    strides.unshift(step);
    return step * size;
  }, stride);
  return strides;
}

/** A kernel over a space whose dimensions are cut into finer ones. Of a product, the columns stay whole. */
export function refine(kernel: LoopKernel, finer: readonly number[]): LoopKernel {
  const cut = runs(kernel.space, finer);
  const map = ({ strides, offset }: Access): Access => ({
    strides: cut.flatMap((run, axis) => cutStride(strides[axis]!, run)),
    offset,
  });
  let next = 0;
  const axes = cut.flatMap((run, axis) => {
    const own = run.map(() => next++);
    return kernel.reduction?.axes.includes(axis) ? own : [];
  });
  return mapSpace(kernel, finer, map, axes);
}
