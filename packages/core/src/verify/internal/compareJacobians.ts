import { describe } from "../../errors/describe.js";
import type { Tensor } from "../../graph/tensor.js";
import { jacobians, type Versions } from "./jacobians.js";
import type { Linearisation } from "./linearisation.js";

/** One entry of the Jacobian, ∂ output[row] / ∂ tensor[column], in the ways it was computed. */
export interface JacobianEntry extends Versions {
  readonly output: string;
  readonly tensor: string;
  /** The element of the output, in row-major order. */
  readonly row: number;
  /** The element of the tensor, in row-major order. */
  readonly column: number;
  /** The largest disagreement between two of the ways, relative to the scale of the block. */
  readonly error: number;
  /** The same in units of what is allowed: above 1 (or NaN) fails. */
  readonly excess: number;
}

/** The derivatives of one output by one tensor. */
export interface JacobianBlock {
  readonly pass: boolean;
  readonly output: string;
  readonly tensor: string;
  readonly rows: number;
  readonly columns: number;
  /** The largest magnitude of a derivative in it. */
  readonly scale: number;
  /** The entry on which the three ways agree least; none in an empty block. */
  readonly worst: JacobianEntry | undefined;
}

/** Forward against reverse mode: only the order of the arithmetic differs. */
const modesTolerance = 1e-10;
/** Differences carry the rounding of the value, so they are compared to this share of it where derivatives are smaller. */
const shareOfValue = 1e-4;

const range = (start: number, end: number): readonly number[] =>
  Array.from({ length: end - start }, (_, i) => start + i);

/** The largest magnitude of those that are finite: one infinite derivative must not make all others look alike. */
const largest = (numbers: Iterable<number>): number => {
  let result = 0;
  for (const x of numbers) if (Number.isFinite(x)) result = Math.max(result, Math.abs(x));
  return result;
};

/** No difference is no disagreement, also when the scale is 0. */
const relative = (a: number, b: number, scale: number): number => (a === b ? 0 : Math.abs(a - b) / scale);

/** The entry that is further beyond what is allowed; NaN is beyond everything. */
export const worseOf = (a: JacobianEntry | undefined, b: JacobianEntry | undefined): JacobianEntry | undefined =>
  a === undefined || b === undefined ? (a ?? b) : a.excess >= b.excess || Number.isNaN(a.excess) ? a : b;

/** Compares the three Jacobians block by block, each relative to its own scale. */
export function compareJacobians(
  f: Linearisation,
  outputs: readonly Tensor[],
  wrt: readonly Tensor[],
  tolerance: number,
): readonly JacobianBlock[] {
  const { x, y } = f;
  const at = jacobians(f);
  const block = (output: Tensor, i: number, tensor: Tensor, j: number): JacobianBlock => {
    const [rows, columns] = [range(y.starts[i]!, y.starts[i + 1]!), range(x.starts[j]!, x.starts[j + 1]!)];
    const places = rows.flatMap((row) => columns.map((column) => ({ row, column, versions: at(row, column) })));
    const scale = largest(places.flatMap(({ versions: { reverse, forward } }) => [reverse, forward]));
    const measuredScale = Math.max(scale, shareOfValue * largest(y.data.slice(y.starts[i], y.starts[i + 1])));
    const entries = places.map(({ row, column, versions }): JacobianEntry => {
      const { reverse, forward, differences } = versions;
      const modes = relative(reverse, forward, scale);
      const measured = Math.max(...[reverse, forward].map((d) => relative(d, differences, measuredScale)));
      return {
        output: describe(output),
        tensor: describe(tensor),
        row: row - y.starts[i]!,
        column: column - x.starts[j]!,
        ...versions,
        error: Math.max(modes, measured),
        excess: Math.max(modes / modesTolerance, measured / tolerance),
      };
    });
    const worst = entries.reduce<JacobianEntry | undefined>(worseOf, undefined);
    return {
      pass: worst === undefined || worst.excess <= 1,
      output: describe(output),
      tensor: describe(tensor),
      rows: rows.length,
      columns: columns.length,
      scale,
      worst,
    };
  };
  return outputs.flatMap((output, i) => wrt.map((tensor, j) => block(output, i, tensor, j)));
}
