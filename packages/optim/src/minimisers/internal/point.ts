import { is, type Session, type Tensor, variablePrimitive } from "@adjoint/core";
import { OptimError } from "../../errors/optimError.js";

/** The parameters of a search as one list of numbers, kept in a session. */
export interface Point {
  readonly size: number;
  read(): Float64Array;
  write(numbers: Float64Array): void;
  /** A list of the same length, cut into one array for each parameter. */
  split(numbers: Float64Array): readonly Float64Array[];
}

export const sizeOf = (shape: readonly (number | string)[]): number =>
  shape.reduce<number>((size, dim) => size * Number(dim), 1);

/** Arrays and numbers, as programs return them, one after another. */
export function join(values: readonly (number | { readonly data: ArrayLike<number> })[]): Float64Array {
  return Float64Array.from(values.flatMap((value) => (typeof value === "number" ? [value] : Array.from(value.data))));
}

/** Checks what is to be searched, before anything is compiled. */
export function requireParameters(what: string, value: Tensor, parameters: readonly Tensor[]): void {
  if (parameters.length === 0) throw new OptimError("optim/no-parameters", { what, loss: value });
  for (const tensor of parameters) {
    if (!is(tensor, variablePrimitive)) throw new OptimError("optim/not-a-parameter", { what, tensor });
  }
}

/**
 * The place of some parameters in a session, which is made to know them all.
 *
 * @throws OptimError `optim/precision` when one is not in double precision
 */
export function pointOf(what: string, session: Session, parameters: readonly Tensor[]): Point {
  session.compile({ outputs: parameters });
  for (const tensor of parameters) {
    if (session.read(tensor).dtype !== "f64") throw new OptimError("optim/precision", { what, tensor });
  }
  const sizes = parameters.map(({ shape }) => sizeOf(shape));
  const split = (numbers: Float64Array): readonly Float64Array[] => {
    let start = 0;
    return sizes.map((size) => {
      start += size;
      return numbers.slice(start - size, start);
    });
  };
  return {
    size: sizes.reduce((total, size) => total + size, 0),
    read: () => join(parameters.map((parameter) => session.read(parameter))),
    write: (numbers) =>
      split(numbers).forEach((part, i) => {
        session.write(parameters[i]!, part);
      }),
    split,
  };
}
