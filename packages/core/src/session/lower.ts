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

/** Brings a graph to what backends compute: no custom derivatives, and in double precision when asked to. */
export const lower = (tensors: readonly Tensor[], floats: "f32" | "f64"): readonly Tensor[] =>
  floats === "f64" ? toDouble(withoutCustom(tensors)) : withoutCustom(tensors);

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

/** Checks a program's graph and lowers all its parts together, so that what they share stays shared. */
export function lowerProgram(spec: ProgramSpec, floats: "f32" | "f64"): Lowered {
  const { updates = [], requireFinite = [] } = spec;
  const outputs = listOutputs(spec.outputs);
  checkUpdates(updates);
  const routine = { outputs, requireFinite, updates };
  verifyGraph(rootsOf(routine));
  const lowered = lower(rootsOf(routine), floats);
  return { nodes: tape(lowered), ...parts(lowered, routine) };
}
