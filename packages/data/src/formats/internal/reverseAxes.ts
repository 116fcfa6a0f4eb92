import { product } from "../../internal/product.js";

/** Elements copied at a time along either axis, so that both sides of a transpose stay in the cache. */
const block = 32;

interface Elements<T> {
  readonly length: number;
  [index: number]: T;
}

/**
 * Copies an array, or a piece of it, from column-major order (the first index runs fastest: MATLAB, Fortran) to row-major order
 * (the last index runs fastest: everything here).
 *
 * Column-major order of a shape is row-major order of the shape read backwards. So with the shape read backwards, the same
 * function goes from row-major to column-major order.
 *
 * @param source column-major elements of `shape`, all or some that follow one another.
 * @param target receives them, each at its place in row-major order; not the same memory.
 * @param first place of the first element of `source` in column-major order. Default 0.
 */
export function reverseAxes<T>(
  source: Readonly<Elements<T>>,
  target: Elements<T>,
  shape: readonly number[],
  first = 0,
): void {
  const last = first + source.length;
  const sizes = shape.filter((size) => size !== 1);
  if (source.length === 0) return;
  if (sizes.length < 2) {
    for (let i = first; i < last; i++) target[i] = source[i - first]!;
    return;
  }
  const axes = { rows: sizes[0]!, columns: sizes.at(-1)!, middle: sizes.slice(1, -1) };
  const sheet = axes.rows * product(axes.middle);
  const [firstColumn, lastColumn] = [Math.ceil(first / sheet), Math.floor(last / sheet)];
  if (firstColumn > lastColumn) {
    copyRuns(source, target, axes, { begin: first, end: last, first });
    return;
  }
  copyRuns(source, target, axes, { begin: first, end: firstColumn * sheet, first });
  copySheets(source, target, axes, { firstColumn, lastColumn, first });
  copyRuns(source, target, axes, { begin: lastColumn * sheet, end: last, first });
}

interface Axes {
  readonly rows: number;
  readonly columns: number;
  readonly middle: readonly number[];
}

/** The elements of one sheet from place `begin` to `end`, one run of the first axis after the other. */
function copyRuns<T>(
  source: Readonly<Elements<T>>,
  target: Elements<T>,
  { rows, columns, middle }: Axes,
  { begin, end, first }: { readonly begin: number; readonly end: number; readonly first: number },
): void {
  const between = product(middle);
  const step = between * columns;
  for (let at = begin; at < end; ) {
    const run = Math.floor(at / rows);
    const column = Math.floor(run / between);
    let rest = run % between;
    let place = 0;
    for (const size of middle) {
      place = place * size + (rest % size);
      rest = Math.floor(rest / size);
    }
    const stop = Math.min(end, (run + 1) * rows);
    let to = (at - run * rows) * step + place * columns + column;
    for (; at < stop; at++, to += step) target[to] = source[at - first]!;
  }
}

/** Whole sheets: all elements of these places along the last axis. */
function copySheets<T>(
  source: Readonly<Elements<T>>,
  target: Elements<T>,
  { rows, columns, middle }: Axes,
  {
    firstColumn,
    lastColumn,
    first,
  }: { readonly firstColumn: number; readonly lastColumn: number; readonly first: number },
): void {
  const between = product(middle);
  const index = middle.map(() => 0);
  for (;;) {
    const { from, to } = offsets(rows, columns, middle, index);
    transpose(source, target, {
      ...{ rows, firstColumn, lastColumn, from: from - first, to },
      ...{ columnStep: rows * between, rowStep: columns * between },
    });
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
  readonly firstColumn: number;
  readonly lastColumn: number;
  readonly from: number;
  readonly to: number;
  readonly columnStep: number;
  readonly rowStep: number;
}

function transpose<T>(
  source: Readonly<Elements<T>>,
  target: Elements<T>,
  { rows, firstColumn, lastColumn, from, to, columnStep, rowStep }: Slice,
): void {
  for (let topRow = 0; topRow < rows; topRow += block) {
    const endRow = Math.min(topRow + block, rows);
    for (let leftColumn = firstColumn; leftColumn < lastColumn; leftColumn += block) {
      const endColumn = Math.min(leftColumn + block, lastColumn);
      for (let row = topRow; row < endRow; row++) {
        const start = to + row * rowStep;
        for (let column = leftColumn; column < endColumn; column++) {
          target[start + column] = source[from + row + column * columnStep]!;
        }
      }
    }
  }
}
