import type { TensorValue } from "../../types/tensorValue.js";

/** A value as `Program.run` returns it: a number for a scalar. */
type Run = number | TensorValue;

/** The numbers of several tensors one after another: a point, a direction, or what a function gives there. */
export interface Flat {
  readonly shapes: readonly (readonly number[])[];
  /** Where each tensor starts, and at the end the number of elements of all. */
  readonly starts: readonly number[];
  readonly data: Float64Array;
}

const numbersOf = (value: Run): ArrayLike<number> => (typeof value === "number" ? [value] : value.data);

/** Lays tensors one after another. */
export function flatten(values: readonly Run[]): Flat {
  const starts = [0];
  for (const value of values) starts.push(starts.at(-1)! + numbersOf(value).length);
  const data = new Float64Array(starts.at(-1)!);
  values.forEach((value, i) => {
    data.set(numbersOf(value), starts[i]!);
  });
  return { shapes: values.map((value) => (typeof value === "number" ? [] : value.shape)), starts, data };
}

/** Other numbers in the same arrangement, as one double-precision tensor each. */
export const unflatten = ({ shapes, starts }: Flat, data: Float64Array): readonly TensorValue<"f64">[] =>
  shapes.map((shape, i) => ({ dtype: "f64", shape, data: data.slice(starts[i], starts[i + 1]) }));

/** The unit vector along one element. */
export function unit(length: number, element: number): Float64Array {
  const vector = new Float64Array(length);
  vector[element] = 1;
  return vector;
}
