import type { TopLevelSpec } from "vega-lite";
import { isShare, readable } from "../report/format.js";
import type { EpochMetrics } from "../run/train.js";

/** The colours of the two sets; they stand out on white and on black, and to those who see few colours. */
const colours = { train: "#2f7ed8", validation: "#e07b1a" };

/** More would hide the line. */
const mostPoints = 30;

/** A tick for each epoch, as long as they fit. */
const epochTicks = (epochs: number) =>
  epochs <= 12 ? { values: Array.from({ length: epochs }, (_, i) => i + 1) } : { tickMinStep: 1 };

/** A metric over the epochs, for the training and validation examples as far as it was measured on them. All that is no data takes the page's text colour. */
export function curves(history: readonly EpochMetrics[], metric: string): TopLevelSpec {
  const names = (["train", "validation"] as const).filter((name) => history[0]?.[name]?.[metric] !== undefined);
  const values = history.flatMap((figures) =>
    names.map((name) => ({ epoch: figures.epoch, examples: name, value: figures[name]?.[metric] })),
  );
  const text = "currentColor";
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
    config: {
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: {
        labelColor: text,
        titleColor: text,
        domainColor: text,
        tickColor: text,
        gridColor: text,
        gridOpacity: 0.15,
        labelFontSize: 12,
        titleFontSize: 13,
      },
      legend: { labelColor: text, labelFontSize: 13, orient: "top" },
    },
  };
}
