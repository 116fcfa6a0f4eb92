import type { Backend } from "../backends/backend.js";
import { reference } from "../backends/reference/reference.js";
import { wasm } from "../backends/wasm/wasm.js";
import { takeUpdates } from "../compiler/takeUpdates.js";
import { describe } from "../errors/describe.js";
import { is } from "../graph/is.js";
import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { inputPrimitive } from "../primitives/input.js";
import { variablePrimitive } from "../primitives/variable.js";
import { keyOf } from "../random/key.js";
import { type Feed, toFed } from "../session/feeds.js";
import { createSession } from "../session/session.js";
import { compareFlat } from "./internal/compareFlat.js";
import { checked, conclude } from "./internal/conclude.js";
import { cotangentFor } from "./internal/cotangentFor.js";
import type { Flat } from "./internal/flat.js";
import { linearise } from "./internal/linearisation.js";
import { formatIndex } from "./internal/places.js";
import { cancellationShare, precisions } from "./internal/precision.js";
import { leavesOf } from "./internal/subject.js";
import type { Check, Comparison, Verification } from "./verification.js";

/** A way of computing, and how far it may be from the reference in double precision, relative to the largest number of a tensor. */
export interface Contestant {
  readonly backend: Backend;
  readonly floats: "f32" | "f64";
  readonly tolerance: number;
}

export interface BackendsOptions {
  /** Default: all float inputs and parameters. */
  readonly wrt?: readonly Tensor[];
  readonly feeds?: Readonly<Record<string, Feed>>;
  /** Governs the first values of variables, and the cotangents of outputs that are no scalars. Default: 0. */
  readonly seed?: number;
  /** What to compare with the reference, by name. Default: `wasm f64` to 1e-12 and `wasm f32` to 1e-4. */
  readonly contestants?: Readonly<Record<string, Contestant>>;
}

const standard = (): Readonly<Record<string, Contestant>> => ({
  "wasm f64": { backend: wasm(), floats: "f64", tolerance: 1e-12 },
  "wasm f32": { backend: wasm(), floats: "f32", tolerance: 1e-4 },
});

/**
 * Computes a graph and its gradient on several backends and in several precisions, from the same numbers, and compares each with the
 * reference in double precision. Of outputs that are no scalars it takes the gradient of ⟨u, f⟩ for a random u.
 *
 * @param outputs floats, any shapes
 * @returns a verdict with a check for each contestant: for each output and each gradient the distance in ulp, the relative error, and where
 * @throws AdjointError as `vjp` and `Program.run` do
 * @example
 * const { checks } = compareBackends(loss, { feeds: { pixels, labels } });
 */
export function compareBackends(outputs: Tensor | readonly Tensor[], options: BackendsOptions = {}): Verification {
  const { feeds = {}, seed = 0, contestants = standard() } = options;
  const list = takeUpdates("primitive" in outputs ? [outputs] : outputs).tensors;
  const wrt = options.wrt ?? leavesOf(list);
  const rounded = inSinglePrecision(list, feeds);
  const variables = firstValues(list, wrt, seed);

  /** Value and gradient, on one of them. */
  const run = ({ backend, floats }: Pick<Contestant, "backend" | "floats">): readonly [value: Flat, gradient: Flat] => {
    using session = createSession({ seed, backend, floats });
    const f = linearise(session, list, wrt, rounded, { variables });
    return [f.y, { ...f.x, data: f.pullback(cotangentFor({ f, key: keyOf(seed) })) }];
  };
  const expected = run({ backend: reference, floats: "f64" });
  const largest = Math.max(...expected.map(({ data }) => data.reduce((most, x) => Math.max(most, finite(x)), 0)));
  const checks = Object.entries(contestants).map(([name, contestant]): Check => {
    const [value, gradient] = run(contestant);
    const { floats, tolerance } = contestant;
    // Where a gradient is zero because everything cancels, what is left of it is rounding.
    const least = largest * cancellationShare({ ...precisions[floats], directions: tolerance });
    const comparisons = [
      ...compareFlat("value", list.map(describe), value, expected[0], floats),
      ...compareFlat("gradient", wrt.map(describe), gradient, expected[1], floats, least),
    ];
    return toCheck(name, tolerance, comparisons);
  });
  return conclude(checks, `${checks.map(({ name }) => name).join(" and ")} agree with the reference.`);
}

const finite = (x: number): number => (Number.isFinite(x) ? Math.abs(x) : 0);

function toCheck(name: string, allowed: number, comparisons: readonly Comparison[]): Check {
  const worst =
    comparisons.find(({ relative }) => Number.isNaN(relative)) ??
    comparisons.toSorted((a, b) => b.relative - a.relative).at(0);
  if (worst === undefined) return checked(name, "undecided", { comparisons, reason: "There was nothing to compare." });
  const where = `${worst.of === "gradient" ? "the gradient by " : ""}${formatIndex(worst.tensor, worst.index)}`;
  const distance = `${worst.relative.toExponential(1)} of the largest number, ${worst.ulps.toPrecision(2)} ulp`;
  const reason = `${name}: ${where} is ${worst.found}, the reference's ${worst.expected}: ${distance}.`;
  const verdict = worst.relative <= allowed ? "right" : "wrong";
  return checked(name, verdict, { comparisons, worst: worst.relative, allowed, where, reason });
}

/** Feeds that every precision takes for the same numbers. */
function inSinglePrecision(
  outputs: readonly Tensor[],
  feeds: Readonly<Record<string, Feed>>,
): Readonly<Record<string, Feed>> {
  const inputs = new Map(
    tape(outputs).flatMap((node) => (is(node, inputPrimitive) ? [[node.attributes.name, node]] : [])),
  );
  return Object.fromEntries(
    Object.entries(feeds).map(([name, feed]) => {
      const node = inputs.get(name);
      if (node?.dtype !== "f32") return [name, feed];
      const { data, shape } = toFed(node, feed);
      return [name, shape === undefined ? data : { dtype: "f32", shape, data: data as Float32Array }];
    }),
  );
}

/** The first values of all variables, drawn in single precision. */
function firstValues(outputs: readonly Tensor[], wrt: readonly Tensor[], seed: number): Readonly<Record<string, Feed>> {
  const nodes = tape([...outputs, ...wrt]).filter((node) => is(node, variablePrimitive));
  using session = createSession({ seed, backend: reference });
  session.compile({ outputs: nodes });
  return Object.fromEntries(session.variables.map(({ name }) => [name, session.read(name)]));
}
