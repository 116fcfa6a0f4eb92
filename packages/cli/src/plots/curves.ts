import type { TopLevelSpec } from "vega-lite";
import type { Metrics } from "../run/metrics.js";
import type { EpochMetrics } from "../run/train.js";

/** The colours of the two sets; they stand out on white and on black, and to those who see few colours. */
const colours = { train: "#2f7ed8", validation: "#e07b1a" };

/** A tick for each epoch, as long as they fit. */
const epochTicks = (epochs: number) =>
  epochs <= 12 ? { values: Array.from({ length: epochs }, (_, i) => i + 1) } : { tickMinStep: 1 };

/** A metric over the epochs, for the training and validation examples. All that is no data takes the page's text colour. */
export function curves(history: readonly EpochMetrics[], metric: keyof Metrics): TopLevelSpec {
  const values = history.flatMap(({ epoch, train, validation }) => [
    { epoch, examples: "train", value: train[metric] },
    ...(validation === undefined ? [] : [{ epoch, examples: "validation", value: validation[metric] }]),
  ]);
  const names = history.some(({ validation }) => validation !== undefined)
    ? (["train", "validation"] as const)
    : (["train"] as const);
  const text = "currentColor";
  return {
    data: { values },
    width: 360,
    height: 220,
    background: "transparent",
    mark: { type: "line", point: { size: 40 }, strokeWidth: 2 },
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
        title: metric,
        axis: metric === "accuracy" ? { format: ".1~%" } : {},
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
