import type { Model } from "../run/buildModel.js";
import { formatCount } from "./format.js";
import { countNumbers, layerRows } from "./layerRows.js";
import { textTable } from "./textTable.js";

/** The layers of a model as a table for terminals, with the sum of their parameters below. */
export function layerTable(model: Model): string {
  const rows = layerRows(model).map(({ name, depth, output, parameters }) => [
    `${"  ".repeat(depth)}${name}`,
    output,
    parameters === 0 ? "" : formatCount(parameters),
  ]);
  const total = ["total", "", formatCount(countNumbers(model.parameters))];
  return textTable([["layer", "output", "parameters"], ...rows, total], ["left", "left", "right"]);
}
