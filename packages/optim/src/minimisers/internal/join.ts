/** Arrays and numbers, as programs return them, one after another. */
export const join = (values: readonly (number | { readonly data: ArrayLike<number> })[]): Float64Array =>
  Float64Array.from(values.flatMap((value) => (typeof value === "number" ? [value] : Array.from(value.data))));
