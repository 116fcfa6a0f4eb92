import { type Column, centred, minMax, type Scaler, unit, zScore } from "@adjoint/data";
import type { SpecOption, SpecTable } from "../spec/specOption.js";
import { choice, optional } from "./options.js";

/** Fits a scaler to a column. */
export type Fit = (column: Column) => Scaler;

const per = choice("one pair of numbers for all, or one for each feature", ["all", "feature"], "all");
const from: SpecOption = optional({ kind: "interval", about: "the range of what is scaled, where it is known" });
const to: SpecOption = optional({ kind: "interval", about: "where the least and the greatest number go" });

/** Every scaler that a spec can name. */
export const scalerTable: SpecTable<Fit> = {
  centred: { options: { from }, make: (options: object) => (column) => centred(column, options) },
  minMax: { options: { to, per }, make: (options: object) => (column) => minMax(column, options) },
  unit: { options: { from }, make: (options: object) => (column) => unit(column, options) },
  zScore: { options: { per }, make: (options: object) => (column) => zScore(column, options) },
};
