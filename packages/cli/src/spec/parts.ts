import * as z from "zod";
import { activationTable } from "../tables/activationTable.js";
import { generatorTable } from "../tables/generatorTable.js";
import { initialiserTable } from "../tables/initialiserTable.js";
import { layerTable } from "../tables/layerTable.js";
import { lossTable } from "../tables/lossTable.js";
import { metricTable } from "../tables/metricTable.js";
import { optimizerTable } from "../tables/optimizerTable.js";
import { regulariserTable } from "../tables/regulariserTable.js";
import { scalerTable } from "../tables/scalerTable.js";
import { scheduleTable } from "../tables/scheduleTable.js";
import { byForm } from "./choice.js";
import { isFormula } from "./isFormula.js";
import { isMapping } from "./isMapping.js";
import type { References } from "./optionSchema.js";
import type { Named, SpecEntry } from "./specOption.js";
import { settingsShape, tableSchema } from "./tableSchema.js";
import { fields, listOf, numberIn } from "./values.js";

/** A layer: its name, or a mapping of its name to its settings. */
export type LayerSpec = Named;
/** A number, a schedule, or a formula of `step` and `epoch`. */
export type LearningRateSpec = number | Named;
/** An optimizer, or transforms one after another that end with one. */
export type OptimizerSpec = Named | readonly OptimizerSpec[];

/** Optimizers contain schedules, layers contain layers; so each schema refers to the others by way of this. */
const references: References = {
  rate: z.lazy(() => rate),
  optimizer: z.lazy(() => optimizer),
  activation: z.lazy(() => activation),
  initialiser: z.lazy(() => initialiser),
  layers: z.lazy(() => layers),
};

const table = (entries: Parameters<typeof tableSchema>[0]) => tableSchema(entries, references);

const schedule = table(scheduleTable);
const rateExpected =
  'a learning rate > 0, a schedule such as { exponentialDecay: { initial, rate, every } }, or a formula such as "0.1 / (1 + epoch)"';
const plainRate = numberIn({ above: 0 }, rateExpected);
const rate: z.ZodType<LearningRateSpec> = byForm<LearningRateSpec>((value) => {
  if (isFormula(value)) return z.string();
  return isMapping(value) ? schedule : plainRate;
});

const oneOptimizer = table(optimizerTable);
const severalOptimizers = listOf(oneOptimizer, "optimizers and transforms");
const optimizer = byForm<OptimizerSpec>((value) => (Array.isArray(value) ? severalOptimizers : oneOptimizer));
const activation = table(activationTable);
const initialiser = table(initialiserTable);
const layers: z.ZodType<readonly LayerSpec[]> = listOf(table(layerTable), "layers");

const regulariser = table(regulariserTable);
const kinds = { weights: regulariser.optional(), biases: regulariser.optional() };
const byName = <Rule extends z.ZodType>(rule: Rule, of: string) =>
  z.record(z.string(), rule, `a mapping of names of ${of}`).optional();

/** The parts of a spec that are chosen from tables. */
export const parts = {
  layers,
  optimizer,
  regularisers: fields({
    ...kinds,
    layers: byName(fields(kinds), "layers"),
    parameters: byName(regulariser, "parameters"),
  }),
  loss: table(lossTable),
  metrics: listOf(table(metricTable), "metrics"),
  scaler: table(scalerTable),
  generator: table(generatorTable),
  settingsOf: (entry: SpecEntry) => settingsShape(entry, references),
};
