import { requireFloats } from "../../autodiff/internal/requireFloats.js";
import { jvp } from "../../autodiff/jvp.js";
import { vjp } from "../../autodiff/vjp.js";
import { takeUpdates } from "../../compiler/takeUpdates.js";
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
  /** x̄ = Jᵀȳ + w, where w is the cotangent of outputs that are the point itself. */
  readonly accumulate: (cotangent: Float64Array, w: Float64Array) => Float64Array;
  /** The gradient of ⟨u, f⟩, which is Jᵀu, linearised in its turn. */
  readonly gradient: (u: Float64Array) => Linearisation;
}

type Feeds = Readonly<Record<string, Feed>>;

/** Inputs to feed directions to: one for each tensor, of its shape. */
const directionsOf = (kind: string, tensors: readonly Tensor[]): readonly Tensor[] =>
  tensors.map(({ shape, dtype }, i) => input(`verify: ${kind} ${i}`, shape, dtype));

const feedsOf = (inputs: readonly Tensor[], values: readonly Feed[]): Feeds =>
  Object.fromEntries(inputs.map((tensor, i) => [tensor.name!, values[i]!]));

/** Computes `make()` when it is first needed. */
function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * Compiles the function, its pullback and its pushforward. Each program also returns the graph's inputs, so that all of them
 * take the same feeds, whichever of them a derivative happens to need. Updates that belong to the graph are taken out before:
 * uses of one variable take turns in the order of the function, also in programs that need some of them only.
 *
 * @param given the outputs of the function
 * @param variables values to put in place of variables' first ones, by name
 * @param kind what the directions are called, if the graph has directions of its own already
 */
export function linearise(
  session: Session,
  given: readonly Tensor[],
  wrt: readonly Tensor[],
  feeds: Feeds,
  { variables = {}, kind = "" }: { readonly variables?: Feeds; readonly kind?: string } = {},
): Linearisation {
  const outputs = takeUpdates(given).tensors;
  requireFloats(outputs, outputs);
  requireFloats(wrt, wrt);
  const leaves = tape([...outputs, ...wrt]).filter((node) => is(node, inputPrimitive));
  const program = (results: readonly Tensor[], directions: readonly Tensor[] = []) => {
    const compiled = session.compile({ outputs: [...results, ...leaves, ...directions] });
    return (given: Feeds) => compiled.run(given).slice(0, results.length);
  };
  const evaluate = program([...outputs, ...wrt]);
  // Some variables are only updated: they exist, though nothing reads them.
  session.compile({ outputs: tape(given).filter((node) => is(node, variablePrimitive)) });
  for (const [name, value] of Object.entries(variables)) session.write(name, value);
  const first = evaluate(feeds);
  const y = flatten(first.slice(0, outputs.length));
  const x = flatten(first.slice(outputs.length));

  const cotangents = directionsOf(`${kind}cotangent`, outputs);
  const weights = directionsOf(`${kind}weight`, wrt);
  const tangents = directionsOf(`${kind}tangent`, wrt);
  const slopes = lazy(() => vjp(outputs, wrt, cotangents));
  const reverse = lazy(() => program(slopes(), cotangents));
  const forward = lazy(() => program(jvp(outputs, wrt, tangents), tangents));
  const both = lazy(() => {
    const directions = [...cotangents, ...weights];
    return program(vjp([...outputs, ...wrt], wrt, directions), directions);
  });
  const along = (u: Float64Array) => feedsOf(cotangents, unflatten(y, u));
  return {
    x,
    y,
    value: (data) =>
      at(session, wrt, x, data, feeds, (moved) => flatten(evaluate(moved).slice(0, outputs.length)).data),
    pullback: (u) => flatten(reverse()({ ...feeds, ...along(u) })).data,
    pushforward: (v) => flatten(forward()({ ...feeds, ...feedsOf(tangents, unflatten(x, v)) })).data,
    accumulate: (u, w) => flatten(both()({ ...feeds, ...along(u), ...feedsOf(weights, unflatten(x, w)) })).data,
    gradient: (u) => linearise(session, slopes(), wrt, { ...feeds, ...along(u) }, { kind: `${kind}second ` }),
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
