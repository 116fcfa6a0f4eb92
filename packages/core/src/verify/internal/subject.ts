import type { Backend } from "../../backends/backend.js";
import { reference } from "../../backends/reference/reference.js";
import { AdjointError } from "../../errors/adjointError.js";
import { describe } from "../../errors/describe.js";
import { is } from "../../graph/is.js";
import { tape } from "../../graph/tape.js";
import type { Tensor } from "../../graph/tensor.js";
import { inputPrimitive } from "../../primitives/input.js";
import { isFloat } from "../../primitives/internal/dtypes.js";
import { variablePrimitive } from "../../primitives/variable.js";
import { type Key, keyOf } from "../../random/key.js";
import type { Feed } from "../../session/feeds.js";
import { createSession } from "../../session/session.js";
import type { Check } from "../verification.js";
import { checked } from "./conclude.js";
import type { Flat } from "./flat.js";
import { type Linearisation, linearise } from "./linearisation.js";
import { noise } from "./noise.js";
import { describePlace } from "./places.js";
import { type Precision, precisions } from "./precision.js";

/** What every check of derivatives is told. */
export interface VerifyOptions {
  /** What to differentiate by: inputs, parameters and variables, of floating point. Default: all float inputs and parameters. */
  readonly wrt?: readonly Tensor[];
  /** The point: a value for each input, by name. */
  readonly feeds?: Readonly<Record<string, Feed>>;
  /** Values for variables, by name, in place of their first ones. */
  readonly variables?: Readonly<Record<string, Feed>>;
  /** Governs the first values of variables, and what is drawn at random. Default: 0. */
  readonly seed?: number;
  /** What computes. Default: `reference`. */
  readonly backend?: Backend;
  /** The precision of all floats. Steps and tolerances follow it. Default: `f64`. */
  readonly floats?: "f32" | "f64";
  /** How far differences may be from derivatives, relative to the scale of their block. Default: 1e-8, in `f32` 1e-2. */
  readonly tolerance?: number;
  /** How many rows, and how many columns, of a large Jacobian are computed; a smaller one is computed as a whole. Default: 64. */
  readonly samples?: number;
  /** Take derivatives that are zero everywhere, or have no entries, for right: of all tensors, or of these. Default: false. */
  readonly allowZero?: boolean | readonly Tensor[];
  /** Take a derivative between the slopes on both sides of a kink for right. Default: false, which leaves it undecided. */
  readonly allowKinks?: boolean;
}

/** What is under test: a function, linearised at a point. */
export interface Subject {
  readonly f: Linearisation;
  /** What the outputs, and the tensors that they are differentiated by, are called. */
  readonly outputs: readonly string[];
  readonly tensors: readonly string[];
  readonly key: Key;
  readonly precision: Precision;
  readonly tolerance: number;
  readonly samples: number;
  /** Those of `tensors` that may have no influence. */
  readonly allowZero: readonly string[];
  readonly allowKinks: boolean;
  /** The rounding error of each element of the outputs. */
  readonly noise: Float64Array;
}

/** All float inputs and parameters that some outputs depend on. */
export const leavesOf = (outputs: readonly Tensor[]): readonly Tensor[] =>
  tape(outputs).filter(
    (node) =>
      isFloat(node.dtype) && (is(node, inputPrimitive) || (is(node, variablePrimitive) && node.attributes.trainable)),
  );

/**
 * Linearises `outputs` in a session of its own and hands the subject to `examine`; or refuses with the check that tells why it cannot be examined.
 */
export function withSubject<T>(
  outputs: Tensor | readonly Tensor[],
  options: VerifyOptions,
  examine: (subject: Subject) => T,
  refuse: (check: Check) => T,
): T {
  const { feeds = {}, variables = {}, seed = 0, backend = reference, floats = "f64" } = options;
  const { samples = 64, allowZero = false, allowKinks = false } = options;
  const list: readonly Tensor[] = "primitive" in outputs ? [outputs] : outputs;
  const wrt = options.wrt ?? leavesOf(list);
  const computed = wrt.find((tensor) => !is(tensor, inputPrimitive) && !is(tensor, variablePrimitive));
  if (computed !== undefined) {
    const reason = `${describe(computed)} is computed from other tensors; wrt takes inputs, parameters and variables.`;
    return refuse(checked("wrt", "undecided", { where: describe(computed), reason }));
  }
  using session = createSession({ seed, backend, floats });
  const f = linearise(session, list, wrt, feeds, { variables });
  const [names, tensors] = [list.map(describe), wrt.map(describe)];
  const infinite = notFinite("The output", names, f.y) ?? notFinite("The point", tensors, f.x);
  if (infinite !== undefined) return refuse(checked("finite", "wrong", infinite));
  const precision = precisions[floats];
  const key = keyOf(seed);
  const { tolerance = precision.tolerance } = options;
  const idle = allowZero === true ? tensors : allowZero === false ? [] : allowZero.map(describe);
  const subject = { f, outputs: names, tensors, key, precision, tolerance, samples, allowZero: idle, allowKinks };
  try {
    return examine({ ...subject, noise: noise(f, key, precision) });
  } catch (error) {
    // A rule that is not linear has no forward mode: that is a finding about it, not a misuse of the check.
    if (error instanceof AdjointError && error.code === "custom/not-linear") {
      return refuse(checked("linearity", "wrong", { reason: error.message }));
    }
    throw error;
  }
}

/** The same questions about the gradient of ⟨u, f⟩. */
export function gradientOf(subject: Subject, u: Float64Array): Subject {
  const { tensors, key, precision } = subject;
  const f = subject.f.gradient(u);
  return { ...subject, f, outputs: tensors.map((name) => `the gradient by ${name}`), noise: noise(f, key, precision) };
}

function notFinite(what: string, names: readonly string[], flat: Flat): { reason: string; where: string } | undefined {
  const at = flat.data.findIndex((x) => !Number.isFinite(x));
  if (at < 0) return undefined;
  const where = describePlace(names, flat, at);
  return { where, reason: `${what} ${where} is ${flat.data[at]}; check at another point.` };
}
