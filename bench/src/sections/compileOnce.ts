import { openSession, stepOf, writeFirst } from "../entrants/adjoint.js";
import { median, time } from "../machine/time.js";
import type { EntrantOptions } from "../options.js";
import { makeProblem } from "../workloads/problem.js";
import { compiled } from "../workloads/workloads.js";

export interface CompileTimes {
  readonly name: string;
  /** Building the graph of the step: network, loss, gradients, update. */
  readonly graph: number;
  /** `session.compile` (with first values) and what the first run takes beyond a usual one. */
  readonly compile: number;
  /** `compile` once more in the same process, in a new session. */
  readonly again: number;
}

/** Compiles a workload in this process, in which nothing has been compiled yet. */
export function compileOnce(options: EntrantOptions): CompileTimes {
  const workload = compiled[options.compiled ?? 0]!;
  const problem = makeProblem(workload);
  const { x, labels } = problem;
  const once = () => {
    let step: ReturnType<typeof stepOf>;
    const graph = time(() => {
      step = stepOf(workload);
    });
    const session = openSession(options);
    let run = () => {};
    const ahead = time(() => {
      const program = session.compile(step);
      run = () => program.run({ x, labels });
    });
    writeFirst(session, problem);
    const first = time(run);
    const usual = median(Array.from({ length: 5 }, () => time(run)));
    session.close();
    return { graph, compile: ahead + first - usual };
  };
  const cold = once();
  const warm = Array.from({ length: 3 }, once);
  return { name: workload.name, ...cold, again: median(warm.map(({ compile }) => compile)) };
}
