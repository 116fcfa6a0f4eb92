import type { TaylorSeries } from "@adjoint/core/verify";
import type { TopLevelSpec } from "vega-lite";

/** One for each order; they stand out on white and on black, and to those who see few colours. */
const colours = ["#e07b1a", "#2f7ed8", "#3a9a5b"];
const text = "#666";

/** What is taken off the function before the remainder is measured. */
const remainderNames = ["|g(x+εd) − g(x)|", "|… − ε⟨∇g, d⟩|", "|… − ½ε²⟨d, Hd⟩|"] as const;

interface Point {
  readonly tensor: string;
  readonly epsilon: number;
  readonly remainder: number;
  readonly order: string;
}

const nameOf = ({ order }: TaylorSeries): string => remainderNames[order];

/** All remainders but those that are exactly zero, of which there is no logarithm. */
const measured = (series: readonly TaylorSeries[]): readonly Point[] =>
  series
    .flatMap((one) =>
      one.epsilons.map((epsilon, i) => ({
        tensor: one.tensor,
        epsilon,
        remainder: one.remainders[i]!,
        order: nameOf(one),
      })),
    )
    .filter(({ remainder }) => remainder > 0);

/** Lines of the slopes expected, each through the smallest remainder that is more than rounding. */
const expected = (series: readonly TaylorSeries[]): readonly Point[] =>
  series.flatMap((one) => {
    const { tensor, epsilons, remainders, rounding } = one;
    const i = remainders.findLastIndex((remainder) => remainder > 100 * rounding);
    if (i === -1) return [];
    return [epsilons[0]!, epsilons.at(-1)!].map((epsilon) => ({
      tensor,
      epsilon,
      remainder: remainders[i]! * (epsilon / epsilons[i]!) ** one.expected,
      order: nameOf(one),
    }));
  });

/** A logarithmic axis for some numbers, marked at every second power of ten. */
function logarithmic(numbers: readonly number[]) {
  const exponents = numbers.map((x) => Math.log10(x));
  const [low, high] = [Math.floor(Math.min(...exponents) / 2), Math.ceil(Math.max(...exponents) / 2)];
  const values = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (2 * (low + i)));
  return {
    type: "quantitative" as const,
    scale: { type: "log" as const, domain: [values[0]!, values.at(-1)!] },
    axis: { format: ".0e", values },
  };
}

/**
 * The remainders of Taylor's formula over ε on logarithmic axes, a panel for each tensor: points as measured, dashed lines with the
 * slopes 1, 2 and 3 that right derivatives have.
 */
export function taylorPlot(series: readonly TaylorSeries[]): TopLevelSpec {
  const orders = [...new Set(series.map(({ order }) => order))].toSorted();
  const tensors = [...new Set(series.map(({ tensor }) => tensor))];
  const color = {
    field: "order",
    type: "nominal",
    title: null,
    scale: { domain: orders.map((order) => remainderNames[order]), range: orders.map((order) => colours[order]!) },
  } as const;
  const [points, lines] = [measured(series), expected(series)];
  return {
    data: {
      values: [
        ...points.map((point) => ({ ...point, kind: "measured" })),
        ...lines.map((point) => ({ ...point, kind: "expected" })),
      ],
    },
    background: "white",
    facet: {
      field: "tensor",
      type: "nominal",
      title: null,
      sort: tensors,
      header: { labelFontSize: 11, labelColor: "black", labelLimit: 0, labelExpr: "split(datum.label, ': ')" },
    },
    columns: Math.min(3, tensors.length),
    spec: {
      width: 320,
      height: 220,
      encoding: {
        x: { ...logarithmic(points.map(({ epsilon }) => epsilon)), field: "epsilon", title: "ε", sort: "descending" },
        y: { ...logarithmic(points.map(({ remainder }) => remainder)), field: "remainder", title: "remainder" },
        color,
      },
      layer: [
        {
          transform: [{ filter: "datum.kind === 'expected'" }],
          mark: { type: "line", clip: true, strokeDash: [4, 4], opacity: 0.6 },
        },
        { transform: [{ filter: "datum.kind === 'measured'" }], mark: { type: "point", filled: true, size: 28 } },
      ],
    },
    config: {
      font: "sans-serif",
      axis: { labelColor: text, titleColor: "black", gridColor: "#ddd", labelFontSize: 11, titleFontSize: 13 },
      legend: { labelFontSize: 13, labelLimit: 400, orient: "top" },
    },
  };
}
