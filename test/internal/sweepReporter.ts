import type { Reporter } from "vitest/node";
import type { Sweep } from "./sweep.js";
import { sweepTable } from "./sweepTable.js";

/** Prints after a run what was swept: the number of primitives, ops and optimizers times the number of their checks. */
export const sweepReporter: Reporter = {
  onTestRunEnd: (modules) => {
    const done = modules.flatMap((module) =>
      [...module.children.allTests("passed")].flatMap((test): readonly Sweep[] => {
        const { sweep } = test.meta();
        return sweep === undefined ? [] : [sweep];
      }),
    );
    if (done.length > 0) console.log(`${sweepTable(done)}\n`);
  },
};
