/** Elements copied at a time along either axis, so that both sides of a transpose stay in the cache. */
const block = 32;

interface Elements<T> {
  readonly length: number;
  [index: number]: T;
}

/**
 * Copies an array from column-major order (the first index runs fastest: MATLAB, Fortran) to row-major order (the last
 * index runs fastest: everything here).
 *
 * Column-major order of a shape is row-major order of the shape read backwards. So with the shape read backwards, the same
 * function goes from row-major to column-major order.
 *
 * @param source column-major elements of `shape`.
 * @param target receives them in row-major order; not the same memory.
 */
export function reverseAxes<T>(source: Readonly<Elements<T>>, target: Elements<T>, shape: readonly number[]): void {
  const count = source.length;
  const sizes = shape.filter((size) => size !== 1);
  if (sizes.length < 2 || count === 0) {
    for (let i = 0; i < count; i++) target[i] = source[i]!;
    return;
  }
  const rows = sizes[0]!;
  const columns = sizes.at(-1)!;
  const middle = sizes.slice(1, -1);
  const index = middle.map(() => 0);
  for (;;) {
    transpose(source, target, { rows, columns, ...offsets(rows, columns, middle, index), count });
    const axis = middle.findIndex((size, k) => index[k]! < size - 1);
    if (axis === -1) return;
    index.fill(0, 0, axis);
    index[axis]!++;
  }
}

/** Where the slice at `index` of the axes between the first and the last begins, in either order. */
function offsets(rows: number, columns: number, middle: readonly number[], index: readonly number[]) {
  let from = 0;
  let to = 0;
  for (let k = middle.length - 1; k >= 0; k--) from = from * middle[k]! + index[k]!;
  for (let k = 0; k < middle.length; k++) to = to * middle[k]! + index[k]!;
  return { from: from * rows, to: to * columns };
}

interface Slice {
  readonly rows: number;
  readonly columns: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

function transpose<T>(
  source: Readonly<Elements<T>>,
  target: Elements<T>,
  { rows, columns, from, to, count }: Slice,
): void {
  const columnStep = count / columns;
  const rowStep = count / rows;
  for (let firstRow = 0; firstRow < rows; firstRow += block) {
    const lastRow = Math.min(firstRow + block, rows);
    for (let firstColumn = 0; firstColumn < columns; firstColumn += block) {
      const lastColumn = Math.min(firstColumn + block, columns);
      for (let row = firstRow; row < lastRow; row++) {
        const start = to + row * rowStep;
        for (let column = firstColumn; column < lastColumn; column++) {
          target[start + column] = source[from + row + column * columnStep]!;
        }
      }
    }
  }
}
