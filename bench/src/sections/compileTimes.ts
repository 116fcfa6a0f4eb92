import { median } from "../machine/time.js";
import type { EntrantOptions } from "../options.js";
import { compiled } from "../workloads/workloads.js";
import type { CompileTimes } from "./compileOnce.js";
import { runTask } from "./runTask.js";

/** Each workload compiled in several fresh processes; medians. */
export async function compileTimes(options: EntrantOptions): Promise<readonly CompileTimes[]> {
  const times: CompileTimes[] = [];
  for (const [index, { name }] of compiled.entries()) {
    const runs: CompileTimes[] = [];
    for (let i = 0; i < (options.quick ? 2 : 5); i++) {
      runs.push(await runTask<CompileTimes>("compile", { ...options, compiled: index }));
    }
    const of = (pick: (run: CompileTimes) => number) => median(runs.map(pick));
    times.push({
      name,
      graph: of(({ graph }) => graph),
      compile: of(({ compile }) => compile),
      again: of(({ again }) => again),
    });
  }
  return times;
}
