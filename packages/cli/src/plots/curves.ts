import type { TopLevelSpec } from "vega-lite";
import { isShare, readable } from "../report/format.js";
import type { EpochMetrics } from "../run/train.js";
import { colours, theme } from "./theme.js";

/** More would hide the line. */
const mostPoints = 30;

/** A tick for each epoch, as long as they fit. */
const epochTicks = (epochs: number) =>
  epochs <= 12 ? { values: Array.from({ length: epochs }, (_, i) => i + 1) } : { tickMinStep: 1 };

/** A metric over the epochs, for the training and validation examples as far as it was measured on them. */
export function curves(history: readonly EpochMetrics[], metric: string): TopLevelSpec {
  const names = (["train", "validation"] as const).filter((name) => history[0]?.[name]?.[metric] !== undefined);
  const values = history.flatMap((figures) =>
    names.map((name) => ({ epoch: figures.epoch, examples: name, value: figures[name]?.[metric] })),
  );
  return {
    data: { values },
    width: 360,
    height: 220,
    background: "transparent",
    mark: { type: "line", point: history.length <= mostPoints ? { size: 40 } : false, strokeWidth: 2 },
    encoding: {
      x: {
        field: "epoch",
        type: "quantitative",
        title: "epoch",
        axis: { ...epochTicks(history.length), format: "d", grid: false },
        scale: { domain: history.length === 1 ? [0, 2] : [1, history.length], nice: false, padding: 12 },
      },
      y: {
        field: "value",
        type: "quantitative",
        title: readable(metric),
        axis: isShare(metric) ? { format: ".1~%" } : {},
        scale: { zero: false },
      },
      color: {
        field: "examples",
        type: "nominal",
        title: null,
        scale: { domain: [...names], range: names.map((name) => colours[name]) },
      },
    },
    config: theme,
  };
}
