/** Row-major strides, in elements. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = new Array(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

/** The number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, dim) => size * dim, 1);

/** Where each element of `shape`, in row-major order, lies in memory with these strides and this start. */
export function offsets(shape: readonly number[], strides: readonly number[], start = 0): Int32Array {
  let place = Int32Array.of(start);
  for (let axis = 0; axis < shape.length; axis++) {
    const count = shape[axis]!;
    const stride = strides[axis]!;
    const next = new Int32Array(place.length * count);
    for (let i = 0, k = 0; i < place.length; i++) {
      for (let j = 0; j < count; j++) next[k++] = place[i]! + j * stride;
    }
    place = next;
  }
  return place;
}
