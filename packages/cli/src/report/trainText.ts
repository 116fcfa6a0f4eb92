import type { Model } from "../run/buildModel.js";
import type { Splits } from "../run/loadSplits.js";
import type { RunFolder } from "../run/runFolder.js";
import type { EpochMetrics, Training } from "../run/train.js";
import type { Spec } from "../spec/specSchema.js";
import { formatCount, formatMetrics, formatSeconds } from "./format.js";
import { layerTable } from "./layerTable.js";
import { quoteForShell } from "./quoteForShell.js";
import { textTable } from "./textTable.js";

/** What a training is about to do. */
export function beginText(spec: Spec, model: Model, { train, validation, test }: Splits): string {
  const held = validation === undefined ? "" : `, ${formatCount(validation.size)} to validate`;
  return [
    `${spec.name} learns ${spec.data.set}`,
    "",
    layerTable(model),
    "",
    `${formatCount(train.size)} examples to train on${held}, ${formatCount(test.size)} to test`,
    `${spec.loss}, ${Object.keys(spec.optimizer)[0]}, batches of ${spec.batch}, seed ${spec.seed}`,
    "",
  ].join("\n");
}

/** What an epoch brought, in one line. */
export function epochText({ epoch, train, validation, seconds }: EpochMetrics, epochs: number): string {
  const held = validation === undefined ? "" : `; validation ${formatMetrics(validation)}`;
  return `epoch ${epoch} of ${epochs}: train ${formatMetrics(train)}${held}; ${formatSeconds(seconds)}`;
}

/** What came of a training, and where it is. */
export function endText({ ending, history }: Training, folder: RunFolder, invocation: string): string {
  const epochs = history.length === 1 ? "1 whole epoch" : `${history.length} whole epochs`;
  const outcome = {
    done: () => (ending.kind === "done" ? `test: ${formatMetrics(ending.test)}` : ""),
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
