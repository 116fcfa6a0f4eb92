import { AdjointError } from "../errors/adjointError.js";
import { tape } from "../graph/tape.js";
import { toText } from "../graph/toText.js";
import { lowerProgram } from "../session/lower.js";
import { parts, rootsOf } from "../session/parts.js";
import type { ProgramSpec } from "../session/program.js";
import { bind } from "./bind.js";
import { formatPlan } from "./formatPlan.js";
import { formatSchedule } from "./formatSchedule.js";
import { fuse } from "./fuse/fuse.js";
import { plan } from "./plan.js";
import { simplify } from "./simplify/simplify.js";

/** The stages of compilation, in their order. */
export const stages = ["graph", "bind", "simplify", "fuse", "plan"] as const;
export type Stage = (typeof stages)[number];

export interface InspectOptions {
  readonly stage: Stage;
  /** The sizes of named dimensions; needed from `bind` on. */
  readonly sizes?: Readonly<Record<string, number>>;
  /** As for `createSession`. Default: `f32`. */
  readonly floats?: "f32" | "f64";
}

/**
 * A program as text, at one stage of its compilation: the graph as declared, with sizes bound, simplified; the kernels it is
 * fused into; the map of its memory.
 *
 * @throws AdjointError `run/unbound-dimension` when a size is missing
 * @example
 * console.log(inspectProgram(trainStep(loss, adam()), { stage: "fuse", sizes: { batch: 64 } }));
 */
export function inspectProgram(program: ProgramSpec, { stage, sizes = {}, floats = "f32" }: InspectOptions): string {
  const lowered = lowerProgram(program, floats);
  if (stage === "graph") return toText(rootsOf(lowered));
  const bound = bind(rootsOf(lowered), new Map(Object.entries(sizes)));
  for (const tensor of tape(bound)) {
    const name = tensor.shape.find((dim) => typeof dim === "string");
    if (name !== undefined) throw new AdjointError("run/unbound-dimension", { tensor, name });
  }
  if (stage === "bind") return toText(bound);
  const simplified = simplify(bound);
  if (stage === "simplify") return toText(simplified);
  const schedule = fuse(parts(simplified, lowered));
  return stage === "fuse" ? formatSchedule(schedule) : formatPlan(schedule, plan(schedule));
}
