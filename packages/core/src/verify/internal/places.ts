import type { Flat } from "./flat.js";

/** An element of one of several tensors that lie one after another. */
export interface Place {
  /** The number of the tensor, and of the element in it. */
  readonly tensor: number;
  readonly element: number;
  /** The element's index along each axis. */
  readonly index: readonly number[];
}

/** Where the element at a position of the whole arrangement is. */
export function placeOf({ shapes, starts }: Flat, position: number): Place {
  const tensor = starts.findLastIndex((start) => start <= position);
  const element = position - starts[tensor]!;
  let rest = element;
  const index = shapes[tensor]!.toReversed().map((size) => {
    const i = rest % size;
    rest = Math.floor(rest / size);
    return i;
  });
  return { tensor, element, index: index.toReversed() };
}

/** `"weights" [3, 2] at [1, 0]` */
export const formatIndex = (tensor: string, index: readonly number[]): string =>
  index.length === 0 ? tensor : `${tensor} at [${index.join(", ")}]`;

/** The same for a position of the whole arrangement. */
export function describePlace(names: readonly string[], flat: Flat, position: number): string {
  const { tensor, index } = placeOf(flat, position);
  return formatIndex(names[tensor]!, index);
}
