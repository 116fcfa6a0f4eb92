import type { StoredArray } from "@adjoint/data";
import type { Entry } from "./fileContent.js";

/** A number as a person reads it: at most six digits. */
export const formatNumber = (value: number | bigint): string =>
  typeof value === "bigint" || Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));

function rangeOf({ data }: StoredArray): string {
  if (data.length === 0) return "empty";
  let [low, high, missing]: [number | bigint, number | bigint, number] = [Infinity, -Infinity, 0];
  for (const value of data) {
    if (value < low) low = value;
    if (value > high) high = value;
    if (Number.isNaN(Number(value))) missing++;
  }
  const nan = missing === 0 ? "" : `, ${missing} NaN`;
  return missing === data.length ? "all NaN" : `${formatNumber(low)} … ${formatNumber(high)}${nan}`;
}

/** More kinds of values than these are no classes. */
const manyClasses = 20;

const counted = (values: Iterable<unknown>): string | undefined => {
  const counts = new Map<string, number>();
  for (const value of values) {
    const name = String(value);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (counts.size > manyClasses) return undefined;
  }
  const names = [...counts.keys()].toSorted((a, b) => Number(a) - Number(b) || a.localeCompare(b));
  return names.map((name) => `${name}: ${counts.get(name)}`).join(", ");
};

/** Is each column of a matrix a 1 among zeros? Then its rows are classes. */
function oneHotCounts({ shape, data }: StoredArray): string | undefined {
  const [classes, size] = shape as readonly [number, number];
  if (shape.length !== 2 || classes < 2 || classes > manyClasses || size <= classes) return undefined;
  const sums = Array.from({ length: classes }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < size; j++) {
      const value = Number(data[k * size + j]);
      if (value !== 0 && value !== 1) return Number.NaN;
      sum += value;
    }
    return sum;
  });
  return sums.reduce((a, b) => a + b, 0) === size ? sums.map((sum, k) => `${k}: ${sum}`).join(", ") : undefined;
}

function classesOf(array: StoredArray): string | undefined {
  const flat = array.shape.filter((dim) => dim !== 1).length === 1;
  const whole = flat && Array.from(array.data as ArrayLike<number>).every((value) => Number.isInteger(Number(value)));
  return whole ? counted(array.data) : oneHotCounts(array);
}

/** What there is to say about an entry, as the cells of a row: name, type, shape, range, classes. */
export function describeEntry({ name, array, texts, description = "" }: Entry): readonly string[] {
  if (array !== undefined) {
    const classes = classesOf(array);
    const type = array.imaginary === undefined ? array.dtype : `complex ${array.dtype}`;
    return [name, type, `[${array.shape.join(", ")}]`, rangeOf(array), classes === undefined ? "" : classes];
  }
  if (texts !== undefined) return [name, "text", `[${texts.length}]`, "", counted(texts) ?? ""];
  return [name, description, "", "", ""];
}
