import type { TopLevelSpec } from "vega-lite";
import type { Prediction } from "../run/predictions.js";
import { colours, theme } from "./theme.js";

/** What was predicted against what was to be learnt; on the line they are equal. */
export function scatter(predictions: readonly Prediction[]): TopLevelSpec {
  const names = (["train", "validation", "test"] as const).filter((name) =>
    predictions.some(({ examples }) => examples === name),
  );
  const ends = predictions.reduce(
    ([low, high], { target }) => [Math.min(low!, target), Math.max(high!, target)],
    [Infinity, -Infinity],
  );
  return {
    width: 360,
    height: 220,
    background: "transparent",
    layer: [
      {
        data: { values: ends.map((value) => ({ target: value, predicted: value })) },
        mark: { type: "line", color: "currentColor", opacity: 0.4, strokeDash: [4, 4] },
        encoding: { x: { field: "target", type: "quantitative" }, y: { field: "predicted", type: "quantitative" } },
      },
      {
        data: { values: predictions },
        mark: { type: "point", filled: true, size: 30, opacity: 0.7 },
        encoding: {
          x: { field: "target", type: "quantitative", title: "target", scale: { zero: false } },
          y: { field: "predicted", type: "quantitative", title: "predicted", scale: { zero: false } },
          color: {
            field: "examples",
            type: "nominal",
            title: null,
            scale: { domain: [...names], range: names.map((name) => colours[name]) },
          },
        },
      },
    ],
    config: theme,
  };
}
