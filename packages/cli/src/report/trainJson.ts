import type { Experiment } from "../run/createExperiment.js";
import type { Training } from "../run/train.js";
import { countNumbers } from "./layerRows.js";

/** What came of a training, as the document that `--json` prints. What does not apply is absent. */
export function trainJson({ model }: Experiment, { history, ending, seconds }: Training, run: string) {
  const last = history.at(-1);
  return {
    train: last?.train,
    validation: last?.validation,
    test: ending.kind === "done" ? ending.test : undefined,
    parameters: countNumbers(model.parameters),
    epochs: history.length,
    seconds,
    run,
    stopped: ending.kind === "done" ? undefined : ending.kind,
  };
}
