import type { Experiment } from "../run/createExperiment.js";
import type { Splits } from "../run/data/splits.js";
import { optimizerName } from "../run/optimizerName.js";
import { nameOf } from "../run/readNamed.js";
import type { RunFolder } from "../run/runFolder.js";
import type { Ending, EpochMetrics, Training } from "../run/train.js";
import { formatCount, formatMetrics, formatSeconds } from "./format.js";
import { layerTable } from "./layerTable.js";
import { quoteForShell } from "./quoteForShell.js";
import { textTable } from "./textTable.js";

/** What a training is about to do. */
export function beginText({ spec, model, facts }: Experiment, { train, validation, test }: Splits): string {
  const held = validation === undefined ? "" : `, ${formatCount(validation.size)} to validate`;
  const tested = test === undefined ? "" : `, ${formatCount(test.size)} to test`;
  return [
    `${spec.name} learns ${facts.name}`,
    "",
    layerTable(model),
    "",
    `${formatCount(train.size)} examples to train on${held}${tested}`,
    `${nameOf(spec.loss)}, ${optimizerName(spec.optimizer)}, batches of ${spec.batch}, seed ${spec.seed}`,
    "",
  ].join("\n");
}

/** What an epoch brought, in one line. */
export function epochText({ epoch, train, validation, seconds }: EpochMetrics, epochs: number): string {
  const held = validation === undefined ? "" : `; validation ${formatMetrics(validation)}`;
  return `epoch ${epoch} of ${epochs}: train ${formatMetrics(train)}${held}; ${formatSeconds(seconds)}`;
}

/** Why there was one thread although more were asked for, if so. */
export const oneThreadText = ({ session: { threadsReason } }: Pick<Experiment, "session">): string | undefined =>
  threadsReason === undefined ? undefined : `computed on one thread: ${threadsReason}`;

function doneText(ending: Ending, history: readonly EpochMetrics[]): string {
  if (ending.kind === "done" && ending.test) return `test: ${formatMetrics(ending.test)}`;
  const { train, validation } = history.at(-1)!;
  return validation ? `validation: ${formatMetrics(validation)}` : `train: ${formatMetrics(train)}`;
}

/** What came of a training, and where it is. */
export function endText({ ending, history }: Training, folder: RunFolder, invocation: string): string {
  const epochs = history.length === 1 ? "1 whole epoch" : `${history.length} whole epochs`;
  const outcome = {
    done: () => doneText(ending, history),
    interrupted: () => `interrupted after ${epochs}; what was learnt is saved`,
    "non-finite": () => `stopped after ${epochs}; what was learnt before is saved`,
  }[ending.kind]();
  const places = [
    ["checkpoint", folder.pathOf("checkpoint.safetensors")],
    ["report", folder.pathOf("report.html")],
    ["evaluate", `${invocation} evaluate ${quoteForShell(folder.path)}`],
  ];
  return `${outcome}\n\n${textTable(places, ["left", "left"])}`;
}
