import { reference } from "../backends/reference/reference.js";
import { describe } from "../errors/describe.js";
import { is } from "../graph/is.js";
import type { Tensor } from "../graph/tensor.js";
import { inputPrimitive } from "../primitives/input.js";
import { variablePrimitive } from "../primitives/variable.js";
import { keyOf } from "../random/key.js";
import type { Feed } from "../session/feeds.js";
import { createSession } from "../session/session.js";
import { compareJacobians, type JacobianBlock, type JacobianEntry, worseOf } from "./internal/compareJacobians.js";
import { direction, inner } from "./internal/directions.js";
import { type Linearisation, linearise } from "./internal/linearisation.js";

export type { JacobianBlock, JacobianEntry };

export interface JacobianOptions {
  /** What to differentiate by: inputs, parameters and variables, of floating point. */
  readonly wrt: readonly Tensor[];
  /** The point: a value for each input, by name. */
  readonly feeds?: Readonly<Record<string, Feed>>;
  /** Governs the first values of variables, and the random directions. Default: 0. */
  readonly seed?: number;
  /** How far the differences may be from the derivatives, relative to the scale of their block. Default: 1e-8. */
  readonly tolerance?: number;
  /** Take a Jacobian that is zero everywhere, or has no entries, for right. Default: false. */
  readonly allowZero?: boolean;
}

/** The verdict, as plain data. */
export interface JacobianReport {
  readonly pass: boolean;
  /** One sentence: what was found and, when it is wrong, where. */
  readonly reason: string;
  /** The entry on which the three ways of differentiating agree least. */
  readonly worst: JacobianEntry | undefined;
  /** One row for each output and each tensor it was differentiated by. */
  readonly table: readonly JacobianBlock[];
}

/** Forward and reverse mode do the same arithmetic in another order. */
const adjointTolerance = 1e-12;
const randomDirections = 4;

/**
 * Checks the derivatives of a graph at one point, in double precision on the reference backend: computes the whole Jacobian by reverse mode (a unit
 * cotangent for each row), by forward mode (a unit tangent for each column) and by extrapolated central differences, and
 * compares the three; then ⟨u, Jv⟩ = ⟨Jᵀu, v⟩ in random directions, and that a cotangent of zero gives zero.
 *
 * For tensors of a few dozen elements: it runs the graph some twenty times for each of them.
 *
 * @param outputs floats, any shapes
 * @param options.wrt inputs, parameters and variables; the point should be smooth in them
 * @returns a report that never passes without a comparison: values that are not finite, and a Jacobian of zeros
 *   (unless `allowZero`), fail with a reason
 * @throws AdjointError as `vjp` and `Program.run` do: a tensor without derivatives, a feed that does not fit
 * @see Griewank & Walther, "Evaluating Derivatives" (2008), section 3.3, for the identity of the two modes.
 * @example
 * const x = input("x", [2, 3]);
 * const { pass, reason } = checkJacobian(softplus(x), { wrt: [x], feeds: { x: [[1, -2, 3], [0.5, 0, -1]] } });
 */
export function checkJacobian(outputs: Tensor | readonly Tensor[], options: JacobianOptions): JacobianReport {
  const { wrt, feeds = {}, seed = 0, tolerance = 1e-8, allowZero = false } = options;
  const list: readonly Tensor[] = "primitive" in outputs ? [outputs] : outputs;
  const computed = wrt.find((tensor) => !is(tensor, inputPrimitive) && !is(tensor, variablePrimitive));
  if (computed !== undefined) {
    return failure(`${describe(computed)} is computed from other tensors; wrt takes inputs, parameters and variables.`);
  }
  using session = createSession({ seed, backend: reference, floats: "f64" });
  const f = linearise(session, list, wrt, feeds);
  const infinite = notFinite("The output", list, f.y) ?? notFinite("The point", wrt, f.x);
  if (infinite !== undefined) return failure(infinite);

  const table = compareJacobians(f, list, wrt, tolerance);
  const worst = table.map((block) => block.worst).reduce(worseOf, undefined);
  const verdict = (reason: string | undefined): JacobianReport => ({
    pass: reason === undefined,
    reason:
      reason ?? `Reverse mode, forward mode and differences agree on ${f.y.data.length} × ${f.x.data.length} entries.`,
    worst,
    table,
  });
  if (worst !== undefined && !(worst.excess <= 1)) return verdict(disagreement(worst));
  return verdict(checkDirections(f, seed) ?? (allowZero ? undefined : nothingCompared(table)));
}

const failure = (reason: string): JacobianReport => ({ pass: false, reason, worst: undefined, table: [] });

function notFinite(what: string, tensors: readonly Tensor[], { data, starts }: Linearisation["y"]): string | undefined {
  const at = data.findIndex((x) => !Number.isFinite(x));
  if (at < 0) return undefined;
  const i = starts.findLastIndex((start) => start <= at);
  return `${what} ${describe(tensors[i]!)} is ${data[at]} at element ${at - starts[i]!}; check at another point.`;
}

function nothingCompared(table: readonly JacobianBlock[]): string | undefined {
  if (table.some(({ scale }) => scale > 0)) return undefined;
  return table.every(({ worst }) => worst === undefined)
    ? "The Jacobian has no entries, so nothing was compared; set allowZero if that is meant."
    : "Every entry of the Jacobian is zero; set allowZero if that is meant.";
}

function disagreement({ output, tensor, row, column, error, ...entry }: JacobianEntry): string {
  const { reverse, forward, differences, uncertainty, kink } = entry;
  const place =
    `∂ ${output} (element ${row}) / ∂ ${tensor} (element ${column}) is ${reverse} by reverse mode, ` +
    `${forward} by forward mode, ${differences} by differences`;
  if (![reverse, forward, differences].every(Number.isFinite)) return `A derivative is not finite: ${place}.`;
  return (
    `The derivatives disagree by ${error.toExponential(1)} of their scale: ${place}` +
    `, give or take ${uncertainty.toExponential(1)}.` +
    (kink ? " There seems to be a kink at this point; check at another." : "")
  );
}

/** What is wrong with products of whole directions, if anything is. */
function checkDirections({ x, y, pullback, pushforward }: Linearisation, seed: number): string | undefined {
  const nonzero = pullback(new Float64Array(y.data.length)).findIndex((value) => value !== 0);
  if (nonzero >= 0) return `A cotangent of zero does not give zero, but moves element ${nonzero} of the point.`;
  const key = keyOf(seed);
  for (let i = 0; i < randomDirections; i++) {
    const u = direction(key, 2 * i, y.data.length);
    const v = direction(key, 2 * i + 1, x.data.length);
    const [forward, reverse] = [inner(u, pushforward(v)), inner(pullback(u), v)];
    const error = Math.abs(forward.value - reverse.value);
    if (!(error <= adjointTolerance * (forward.size + reverse.size))) {
      return `⟨u, Jv⟩ = ${forward.value} differs from ⟨Jᵀu, v⟩ = ${reverse.value}: the modes are not adjoint.`;
    }
  }
  return undefined;
}
