import { curves } from "../plots/curves.js";
import { renderSvg } from "../plots/renderSvg.js";
import type { Model } from "../run/buildModel.js";
import type { Metrics } from "../run/metrics.js";
import type { Ending, EpochMetrics, Training } from "../run/train.js";
import { formatSpec } from "../spec/formatSpec.js";
import type { Spec } from "../spec/specSchema.js";
import { formatCount, formatLoss, formatSeconds, formatShare } from "./format.js";
import { type Cell, escapeHtml, htmlTable } from "./html.js";
import { countNumbers, layerRows } from "./layerRows.js";
import { style } from "./style.js";

const text = (value: string): Cell => ({ text: value });
const number = (value: string): Cell => ({ text: value, number: true });

const resultRow = (name: string, { loss, accuracy }: Metrics): readonly Cell[] => [
  text(name),
  number(formatLoss(loss)),
  number(formatShare(accuracy)),
];

function results({ history, ending }: Training): string {
  const last = history.at(-1);
  const rows = [
    ...(last === undefined ? [] : [resultRow(`train, epoch ${last.epoch}`, last.train)]),
    ...(last?.validation === undefined ? [] : [resultRow("validation", last.validation)]),
    ...(ending.kind === "done" ? [resultRow("test", ending.test)] : []),
  ];
  if (rows.length === 0) return "<p>No epoch was completed.</p>";
  return htmlTable([text("examples"), number("loss"), number("accuracy")], rows);
}

const stops: { readonly [Kind in Ending["kind"]]: (ending: Extract<Ending, { kind: Kind }>) => string } = {
  done: () => "",
  interrupted: () => '<p class="stopped">The run was interrupted before its end.</p>',
  "non-finite": ({ error }) => `<p class="stopped">${escapeHtml(`The run stopped early.\n${error.message}`)}</p>`,
};

const stopped = (ending: Ending): string => (stops[ending.kind] as (ending: Ending) => string)(ending);

async function charts(history: readonly EpochMetrics[]): Promise<string> {
  if (history.length === 0) return "";
  const figure = async (metric: keyof Metrics) =>
    `<figure role="img" aria-label="${metric} by epoch">${await renderSvg(curves(history, metric))}</figure>`;
  return `<h2>Curves</h2>
<div class="charts">
${await figure("loss")}
${await figure("accuracy")}
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

/** A run as one HTML page that needs nothing else: results, curves, network, spec. */
export async function htmlReport(spec: Spec, model: Model, training: Training): Promise<string> {
  const name = escapeHtml(spec.name);
  const { history, ending, seconds } = training;
  const sections = [
    `<h1>${name}</h1>`,
    `<p>${spec.data.set}, ${epochs(history.length)} in ${formatSeconds(seconds)}, seed ${spec.seed}</p>`,
    stopped(ending),
    "<h2>Results</h2>",
    results(training),
    await charts(history),
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
