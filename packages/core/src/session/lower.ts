import { takeUpdates } from "../compiler/takeUpdates.js";
import { toDouble } from "../compiler/toDouble.js";
import { withoutCustom } from "../compiler/withoutCustom.js";
import { AdjointError } from "../errors/adjointError.js";
import { is } from "../graph/is.js";
import { tape } from "../graph/tape.js";
import type { Tensor } from "../graph/tensor.js";
import { verifyGraph } from "../graph/verifyGraph.js";
import { variablePrimitive } from "../primitives/variable.js";
import { sameShape } from "../types/sameShape.js";
import { parts, rootsOf } from "./parts.js";
import { type Lowered, listOutputs, type ProgramSpec } from "./program.js";
import { roundConstants } from "./roundConstants.js";

/**
 * Brings a graph to what backends compute: no custom derivatives, no updates, in double precision when asked to, and constants
 * in their element type.
 */
export function lower(tensors: readonly Tensor[], floats: "f32" | "f64"): readonly Tensor[] {
  const plain = withoutCustom(takeUpdates(tensors).tensors);
  return roundConstants(floats === "f64" ? toDouble(plain) : plain);
}

function checkUpdates(updates: NonNullable<ProgramSpec["updates"]>): void {
  const seen = new Set<Tensor>();
  for (const [variable, value] of updates) {
    const fits =
      is(variable, variablePrimitive) && value.dtype === variable.dtype && sameShape(value.shape, variable.shape);
    if (!fits) throw new AdjointError("session/update", { variable, value });
    if (seen.has(variable)) throw new AdjointError("session/repeated-update", { variable });
    seen.add(variable);
  }
}

/**
 * Checks a program's graph and lowers all its parts together, so that what they share stays shared. The updates that belong
 * to the graph join those of the program.
 */
export function lowerProgram(spec: ProgramSpec, floats: "f32" | "f64"): Lowered {
  const { updates = [], requireFinite = [] } = spec;
  const declared = { outputs: listOutputs(spec.outputs), requireFinite, updates };
  checkUpdates(updates);
  verifyGraph(rootsOf(declared));
  const taken = takeUpdates(rootsOf(declared));
  const without = parts(taken.tensors, declared);
  const routine = { ...without, updates: [...without.updates, ...taken.updates] };
  checkUpdates(routine.updates);
  const lowered = lower(rootsOf(routine), floats);
  return { nodes: tape(lowered), ...parts(lowered, routine) };
}
