import { curves } from "../plots/curves.js";
import { renderSvg } from "../plots/renderSvg.js";
import { scatter } from "../plots/scatter.js";
import type { Model } from "../run/buildModel.js";
import type { Experiment } from "../run/createExperiment.js";
import type { Metrics } from "../run/metrics.js";
import type { Prediction } from "../run/predictions.js";
import type { Ending, EpochMetrics, Training } from "../run/train.js";
import { formatSpec } from "../spec/formatSpec.js";
import { formatCount, formatFigure, formatSeconds, readable } from "./format.js";
import { type Cell, escapeHtml, htmlTable } from "./html.js";
import { countNumbers, layerRows } from "./layerRows.js";
import { style } from "./style.js";

const text = (value: string): Cell => ({ text: value });
const number = (value: string): Cell => ({ text: value, number: true });

const resultRow = (name: string, metrics: Metrics, figures: readonly string[]): readonly Cell[] => [
  text(name),
  ...figures.map((figure) => number(metrics[figure] === undefined ? "" : formatFigure(figure, metrics[figure]))),
];

/** The names of all figures, those of training first. */
const figuresOf = (...parts: readonly (Metrics | undefined)[]): readonly string[] => [
  ...new Set(parts.flatMap((part) => Object.keys(part ?? {}))),
];

function results({ history, ending }: Training): string {
  const last = history.at(-1);
  if (last === undefined) return "<p>No epoch was completed.</p>";
  const test = ending.kind === "done" ? ending.test : undefined;
  const figures = figuresOf(last.train, last.validation, test);
  const rows = [
    resultRow(`train, epoch ${last.epoch}`, last.train, figures),
    ...(last.validation === undefined ? [] : [resultRow("validation", last.validation, figures)]),
    ...(test === undefined ? [] : [resultRow("test", test, figures)]),
  ];
  return htmlTable([text("examples"), ...figures.map((figure) => number(readable(figure)))], rows);
}

const stops: { readonly [Kind in Ending["kind"]]: (ending: Extract<Ending, { kind: Kind }>) => string } = {
  done: () => "",
  interrupted: () => '<p class="stopped">The run was interrupted before its end.</p>',
  "non-finite": ({ error }) => `<p class="stopped">${escapeHtml(`The run stopped early.\n${error.message}`)}</p>`,
};

const stopped = (ending: Ending): string => (stops[ending.kind] as (ending: Ending) => string)(ending);

async function scattered(predictions: readonly Prediction[]): Promise<string> {
  if (predictions.length === 0) return "";
  const svg = await renderSvg(scatter(predictions));
  return `<h2>Predictions</h2>
<figure role="img" aria-label="predicted against target">${svg}</figure>`;
}

async function charts(history: readonly EpochMetrics[]): Promise<string> {
  const [first] = history;
  if (first === undefined) return "";
  const figure = async (metric: string) =>
    `<figure role="img" aria-label="${readable(metric)} by epoch">${await renderSvg(curves(history, metric))}</figure>`;
  const figures = await Promise.all(figuresOf(first.train, first.validation).map(figure));
  return `<h2>Curves</h2>
<div class="charts">
${figures.join("\n")}
</div>`;
}

function layers(model: Model): string {
  const rows = layerRows(model).map(({ name, depth, output, parameters }) => [
    text(`${"  ".repeat(depth)}${name}`),
    text(output),
    number(parameters === 0 ? "" : formatCount(parameters)),
  ]);
  const total = [text("total"), text(""), number(formatCount(countNumbers(model.parameters)))];
  return htmlTable([text("layer"), text("output"), number("parameters")], [...rows, total]);
}

const epochs = (count: number): string => (count === 1 ? "1 epoch" : `${count} epochs`);

/** A run as one HTML page that needs nothing else: results, curves, predictions of numbers, network, spec. */
export async function htmlReport(
  { spec, model, facts }: Experiment,
  training: Training,
  predictions: readonly Prediction[] = [],
): Promise<string> {
  const name = escapeHtml(spec.name);
  const { history, ending, seconds } = training;
  const sections = [
    `<h1>${name}</h1>`,
    `<p>${escapeHtml(facts.name)}, ${epochs(history.length)} in ${formatSeconds(seconds)}, seed ${spec.seed}</p>`,
    stopped(ending),
    "<h2>Results</h2>",
    results(training),
    await charts(history),
    await scattered(predictions),
    "<h2>Network</h2>",
    layers(model),
    "<h2>Spec</h2>",
    `<pre>${escapeHtml(formatSpec(spec))}</pre>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<style>
${style}
</style>
</head>
<body>
${sections.filter((section) => section !== "").join("\n")}
</body>
</html>
`;
}
