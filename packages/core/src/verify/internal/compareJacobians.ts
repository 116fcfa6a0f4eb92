import type { Verdict } from "../verification.js";
import { jacobians, type Versions } from "./jacobians.js";
import { placeOf } from "./places.js";
import type { Subject } from "./subject.js";
import { honesty, trusted } from "./trust.js";

/** One entry of the Jacobian, ∂ output[row] / ∂ tensor[column], in the ways it was computed. */
export interface JacobianEntry extends Versions {
  readonly output: string;
  readonly tensor: string;
  /** The element of the output, in row-major order, and its index along each axis. */
  readonly row: number;
  readonly rowIndex: readonly number[];
  /** The element of the tensor, in row-major order, and its index along each axis. */
  readonly column: number;
  readonly columnIndex: readonly number[];
  readonly verdict: Verdict;
  /** The largest disagreement between two of the ways, relative to the scale of the block. */
  readonly error: number;
  /** The same in units of what is allowed: above 1 (or NaN) it is not right. */
  readonly excess: number;
}

/** The derivatives of one output by one tensor. */
export interface JacobianBlock {
  readonly pass: boolean;
  readonly verdict: Verdict;
  readonly output: string;
  readonly tensor: string;
  /** How many elements the output and the tensor have, and on how many entries they were compared. */
  readonly rows: number;
  readonly columns: number;
  readonly compared: number;
  /** The largest magnitude of a derivative in it. */
  readonly scale: number;
  /** The entry on which the three ways agree least; none in an empty block. */
  readonly worst: JacobianEntry | undefined;
}

/** A block together with its entries. */
export interface Compared {
  readonly block: JacobianBlock;
  readonly entries: readonly JacobianEntry[];
}

/** The largest magnitude of those that are finite: one infinite derivative must not make all others look alike. */
const largest = (numbers: Iterable<number>): number => {
  let result = 0;
  for (const x of numbers) if (Number.isFinite(x)) result = Math.max(result, Math.abs(x));
  return result;
};

const rank: { readonly [V in Verdict]: number } = { right: 0, undecided: 1, wrong: 2 };

/** The entry that is worse; a NaN is beyond everything. */
export const worseOf = (a: JacobianEntry | undefined, b: JacobianEntry | undefined): JacobianEntry | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.verdict !== b.verdict) return rank[a.verdict] > rank[b.verdict] ? a : b;
  return a.excess >= b.excess || Number.isNaN(a.excess) ? a : b;
};

/** Compares the three Jacobians block by block at these rows and columns, each block relative to its own scale. */
export function compareJacobians(
  subject: Subject,
  rows: readonly number[],
  columns: readonly number[],
): readonly Compared[] {
  const { f, outputs, tensors, precision, tolerance, noise, allowKinks } = subject;
  const { x, y } = f;
  const at = jacobians(subject, rows, columns);
  const within = (positions: readonly number[], starts: readonly number[], i: number) =>
    positions.filter((position) => position >= starts[i]! && position < starts[i + 1]!);

  const compare = (output: string, i: number, tensor: string, j: number): Compared => {
    const [own, across] = [within(rows, y.starts, i), within(columns, x.starts, j)];
    const places = own.flatMap((row) => across.map((column) => ({ row, column, versions: at(row, column) })));
    const scale = largest(places.flatMap(({ versions: { reverse, forward } }) => [reverse, forward]));
    // What rounding of the value leaves of a derivative: much where it is divided by a small step, little where it is not.
    const rounding = noise[y.starts[i]!] ?? 0;
    const ofModes = precision.modes * scale + 64 * rounding;
    const ofSteps = tolerance * scale + (rounding / precision.firstStep) * 2 ** precision.halvings;

    const entry = ({ row, column, versions }: (typeof places)[number]): JacobianEntry => {
      const { reverse, forward, differences, uncertainty, kink } = versions;
      const modes = Math.abs(reverse - forward);
      const measured = Math.max(...[reverse, forward].map((d) => Math.abs(d - differences)));
      const allowed = ofSteps + Math.min(honesty * uncertainty, trusted * scale);
      const excess = Math.max(share(modes, ofModes), share(measured, allowed));
      const slack = allowed + trusted * scale;
      const decide = (): Verdict => {
        if (!(modes <= ofModes)) return "wrong";
        if (kink !== undefined) {
          const inside =
            reverse >= Math.min(kink.left, kink.right) - slack && reverse <= Math.max(kink.left, kink.right) + slack;
          return !inside ? "wrong" : allowKinks ? "right" : "undecided";
        }
        if (excess <= 1) return "right";
        return measured <= honesty * uncertainty && Number.isFinite(uncertainty) ? "undecided" : "wrong";
      };
      const [from, to] = [placeOf(y, row), placeOf(x, column)];
      return {
        output,
        tensor,
        row: from.element,
        rowIndex: from.index,
        column: to.element,
        columnIndex: to.index,
        ...versions,
        verdict: decide(),
        error: share(Math.max(modes, measured), scale),
        excess,
      };
    };
    const entries = places.map(entry);
    const worst = entries.reduce<JacobianEntry | undefined>(worseOf, undefined);
    const verdict = worst?.verdict ?? "right";
    return {
      entries,
      block: {
        pass: verdict === "right",
        verdict,
        output,
        tensor,
        rows: y.starts[i + 1]! - y.starts[i]!,
        columns: x.starts[j + 1]! - x.starts[j]!,
        compared: entries.length,
        scale,
        worst,
      },
    };
  };
  return outputs.flatMap((output, i) => tensors.map((tensor, j) => compare(output, i, tensor, j)));
}

/** No difference is no disagreement, also when nothing is allowed. */
const share = (error: number, of: number): number => (error === 0 ? 0 : error / of);
