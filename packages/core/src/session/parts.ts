import type { Routine } from "../backends/backend.js";
import type { Tensor } from "../graph/tensor.js";

/** All roots of a program's graph, in the order that `parts` expects. */
export const rootsOf = ({ outputs, requireFinite, updates }: Routine): readonly Tensor[] => [
  ...outputs,
  ...requireFinite,
  ...updates.flat(),
];

/** Cuts rewritten roots back into the parts of the program that they were made of. */
export function parts(roots: readonly Tensor[], { outputs, requireFinite, updates }: Routine): Routine {
  const [first, second] = [outputs.length, outputs.length + requireFinite.length];
  return {
    outputs: roots.slice(0, first),
    requireFinite: roots.slice(first, second),
    updates: updates.map((_, i) => [roots[second + 2 * i]!, roots[second + 2 * i + 1]!] as const),
  };
}
