import { jvp } from "../../autodiff/jvp.js";
import { vjp } from "../../autodiff/vjp.js";
import { is } from "../../graph/is.js";
import { tape } from "../../graph/tape.js";
import type { Tensor } from "../../graph/tensor.js";
import { input, inputPrimitive } from "../../primitives/input.js";
import { variablePrimitive } from "../../primitives/variable.js";
import type { Feed } from "../../session/feeds.js";
import type { Session } from "../../session/session.js";
import { type Flat, flatten, unflatten } from "./flat.js";

/** A function and its two derivatives at one point, each compiled once and run as often as needed. */
export interface Linearisation {
  /** The point, and the value there. */
  readonly x: Flat;
  readonly y: Flat;
  /** The value at another point of the same arrangement. */
  readonly value: (x: Float64Array) => Float64Array;
  /** x̄ = Jᵀȳ in reverse mode. */
  readonly pullback: (cotangent: Float64Array) => Float64Array;
  /** ẏ = Jẋ in forward mode. */
  readonly pushforward: (tangent: Float64Array) => Float64Array;
}

type Feeds = Readonly<Record<string, Feed>>;

/** Inputs to feed directions to: one for each tensor, of its shape. */
const directionsOf = (kind: string, tensors: readonly Tensor[]): readonly Tensor[] =>
  tensors.map(({ shape, dtype }, i) => input(`checkJacobian: ${kind} ${i}`, shape, dtype));

const feedsOf = (inputs: readonly Tensor[], values: readonly Feed[]): Feeds =>
  Object.fromEntries(inputs.map((tensor, i) => [tensor.name!, values[i]!]));

/**
 * Compiles the function, its pullback and its pushforward. Each program also returns the graph's inputs, so that all of them
 * take the same feeds, whichever of them a derivative happens to need.
 */
export function linearise(
  session: Session,
  outputs: readonly Tensor[],
  wrt: readonly Tensor[],
  feeds: Feeds,
): Linearisation {
  const leaves = tape([...outputs, ...wrt]).filter((node) => is(node, inputPrimitive));
  const program = (results: readonly Tensor[], directions: readonly Tensor[] = []) => {
    const compiled = session.compile({ outputs: [...results, ...leaves, ...directions] });
    return (given: Feeds) => compiled.run(given).slice(0, results.length);
  };
  const evaluate = program([...outputs, ...wrt]);
  const first = evaluate(feeds);
  const y = flatten(first.slice(0, outputs.length));
  const x = flatten(first.slice(outputs.length));

  const cotangents = directionsOf("cotangent", outputs);
  const reverse = program(vjp(outputs, wrt, cotangents), cotangents);
  const tangents = directionsOf("tangent", wrt);
  const forward = program(jvp(outputs, wrt, tangents), tangents);
  return {
    x,
    y,
    value: (data) =>
      at(session, wrt, x, data, feeds, (moved) => flatten(evaluate(moved).slice(0, outputs.length)).data),
    pullback: (u) => flatten(reverse({ ...feeds, ...feedsOf(cotangents, unflatten(y, u)) })).data,
    pushforward: (v) => flatten(forward({ ...feeds, ...feedsOf(tangents, unflatten(x, v)) })).data,
  };
}

/** Runs with other numbers in `wrt`: inputs through their feeds, variables written before and restored after. */
function at<T>(
  session: Session,
  wrt: readonly Tensor[],
  x: Flat,
  data: Float64Array,
  feeds: Feeds,
  run: (feeds: Feeds) => T,
): T {
  const moved = { ...feeds };
  const write = (values: readonly Feed[]) => {
    wrt.forEach((tensor, i) => {
      if (is(tensor, variablePrimitive)) session.write(tensor.attributes.name, values[i]!);
      else if (is(tensor, inputPrimitive)) moved[tensor.attributes.name] = values[i]!;
    });
  };
  try {
    write(unflatten(x, data));
    return run(moved);
  } finally {
    write(unflatten(x, x.data));
  }
}
