import { AdjointError } from "../errors/adjointError.js";
import { is } from "../graph/is.js";
import { rewrite } from "../graph/rewrite.js";
import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { stopGradient, stopGradientPrimitive } from "../primitives/stopGradient.js";
import { variablePrimitive } from "../primitives/variable.js";
import { withUpdatePrimitive } from "../primitives/withUpdate.js";

/** A graph whose updates stand beside it. */
export interface Taken {
  readonly tensors: readonly Tensor[];
  /** Each variable that the graph changes, once, with what it becomes. */
  readonly updates: readonly (readonly [variable: Tensor, value: Tensor])[];
}

/** What a use of a variable reads, and the variable itself. */
function readBy({ inputs }: Tensor): readonly [present: Tensor, variable: Tensor] {
  const [, present, next] = inputs as readonly [Tensor, Tensor, Tensor];
  const [variable = present] = present.inputs;
  if (!is(present, stopGradientPrimitive) || !is(variable, variablePrimitive)) {
    throw new AdjointError("session/update", { variable, value: next });
  }
  return [present, variable];
}

/**
 * One node for each use of a variable, in the order of the tape, but none before another whose variable's value it depends
 * on, as a gradient depends on what the forward pass read.
 */
function usesInOrder(nodes: readonly Tensor[]): readonly Tensor[] {
  const uses = new Map<Tensor, Tensor>();
  for (const node of nodes) {
    if (!is(node, withUpdatePrimitive)) continue;
    const [present] = readBy(node);
    if (!uses.has(present)) uses.set(present, node);
  }
  const ordered = new Set<Tensor>();
  const begun = new Set<Tensor>();
  const place = (use: Tensor) => {
    if (begun.has(use)) return;
    begun.add(use);
    for (const node of tape([use])) {
      const earlier = uses.get(node);
      if (earlier !== undefined) place(earlier);
    }
    ordered.add(use);
  };
  for (const use of uses.values()) place(use);
  return [...ordered];
}

/**
 * Takes the updates out of a graph: what was `withUpdate` becomes its value, and each use of a variable reads what the one
 * before it leaves, still as something that derivatives take for a constant.
 *
 * @throws AdjointError `session/update`, `session/nested-update`
 */
export function takeUpdates(tensors: readonly Tensor[]): Taken {
  const uses = usesInOrder(tape(tensors));
  if (uses.length === 0) return { tensors, updates: [] };
  const variables = new Map(uses.map(readBy));
  const latest = new Map<Tensor, Tensor>();
  const reading = new Map<Tensor, Tensor>();
  // The uses come first, so that what one leaves is known before the next one reads it.
  const rewritten = rewrite([...uses, ...tensors], (node, inputs) => {
    const read = variables.get(node);
    if (read !== undefined) {
      if (reading.has(read)) throw new AdjointError("session/nested-update", { variable: read });
      reading.set(read, node);
      const left = latest.get(read);
      return left === undefined ? undefined : stopGradient(left);
    }
    if (!is(node, withUpdatePrimitive)) return undefined;
    const [present, variable] = readBy(node);
    if (reading.get(variable) === present) {
      reading.delete(variable);
      latest.set(variable, inputs[2]!);
    }
    return inputs[0];
  });
  return { tensors: rewritten.slice(uses.length), updates: [...latest] };
}
