import { basename, resolve } from "node:path";
import { DataError, type Dataset, dataset, loadCsvDataset } from "@adjoint/data";
import { SpecError } from "../../errors/specError.js";
import type { CsvSpec } from "../../spec/dataSchema.js";
import { factsOf } from "./factsOf.js";
import { labelled } from "./labelled.js";
import type { Source } from "./source.js";

/** A table, one of whose columns is to be learnt. */
export const csvSource: Source<CsvSpec> = async ({ csv, columns, label, target, delimiter, header }, { folder }) => {
  const wanted = label ?? target!;
  const options = { target: wanted, delimiter, header, ...(columns && { columns }) };
  const table: Dataset = await loadCsvDataset(resolve(folder, csv), options).catch((error: unknown) => {
    if (!(error instanceof DataError && error.code === "csv/column")) throw error;
    const own = error.expected.includes(JSON.stringify(wanted));
    const key = own ? (label === undefined ? "target" : "label") : "columns";
    throw new SpecError([{ code: "spec/refused", path: ["data", key], details: { reason: error.message } }]);
  });
  const texts = table.columns.labels !== undefined;
  if (label === undefined && texts) {
    throw new SpecError([{ code: "spec/texts", path: ["data", "target"], details: { column: wanted } }]);
  }
  const { x, y } = table.columns;
  const train = label === undefined || texts ? table : labelled(dataset({ x: x!, labels: y! }), "labels");
  return { facts: factsOf(basename(csv), train), train };
};
