import type { Sweep } from "./sweep.js";

const count = (sweeps: readonly Sweep[], key: "subject" | "check"): number =>
  new Set(sweeps.map((sweep) => sweep[key])).size;

/** `51 primitives × 10 checks: 380 verified`, a line for each kind. */
export function sweepTable(sweeps: readonly Sweep[]): string {
  const kinds = [...new Set(sweeps.map((sweep) => sweep.of))].toSorted();
  const lines = kinds.map((kind) => {
    const own = sweeps.filter((sweep) => sweep.of === kind);
    return `${count(own, "subject")} ${kind} × ${count(own, "check")} checks: ${own.length} verified`;
  });
  return ["Swept", ...lines].join("\n  ");
}
