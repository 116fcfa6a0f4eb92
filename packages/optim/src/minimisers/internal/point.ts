import type { Session, Tensor } from "@adjoint/core";
import { OptimError } from "../../errors/optimError.js";
import { sizeOf } from "../../transforms/internal/sizeOf.js";
import { join } from "./join.js";

/** The parameters of a search as one list of numbers, kept in a session. */
export interface Point {
  readonly size: number;
  read(): Float64Array;
  write(numbers: Float64Array): void;
  /** A list of the same length, cut into one array for each parameter. */
  split(numbers: Float64Array): readonly Float64Array[];
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
  const sizes = parameters.map(sizeOf);
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
