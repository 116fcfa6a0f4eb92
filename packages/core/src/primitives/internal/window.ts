/** How windows lie along an axis: from one to the next, and from one of their elements to the next. */
export type Window = { readonly stride: number; readonly dilation: number };

/** Are these numbers that windows can have? */
export const isWindow = ({ size, stride, dilation }: Window & { readonly size: number }): boolean =>
  [size, stride, dilation].every((value) => Number.isInteger(value) && value >= 1);

/** How many windows fit into an axis, ≤ 0 when none does. */
export const positionsOf = ({ size, stride, dilation }: Window & { readonly size: number }, extent: number): number =>
  Math.floor((extent - (size - 1) * dilation - 1) / stride) + 1;

/** The strides of an axis' windows in place of that of the axis. */
export const spread = (strides: readonly number[], axis: number, { stride, dilation }: Window): readonly number[] =>
  strides.toSpliced(axis, 1, strides[axis]! * stride, strides[axis]! * dilation);
