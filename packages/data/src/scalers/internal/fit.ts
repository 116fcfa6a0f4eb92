import type { Column } from "../../dataset.js";
import { DataError } from "../../errors/dataError.js";
import { optionError } from "../../errors/optionError.js";
import { product } from "../../internal/product.js";
import type { FitOptions, Scaler } from "../scaler.js";

/** What a scaler is made of: one feature's numbers, which can be gone through as often as needed. */
export type Feature = (visit: (value: number) => void) => void;

/**
 * A scaler of which each pair of numbers is fitted to one feature, or one to all of them together. It sees the numbers
 * that batches yield.
 *
 * @throws DataError `scaler/data` for no examples and for a number that is not finite; `data/option`.
 */
export function fit(
  column: Column,
  { per = "all" }: FitOptions,
  numbersOf: (feature: Feature) => { readonly shift: number; readonly scale: number },
): Scaler {
  if (per !== "all" && per !== "feature") throw optionError("scaler, per", '"all" or "feature"', per);
  const width = product(column.shape.slice(1));
  checkData(column, width);
  if (per === "all") return numbersOf(featureOf(column, 0, 1));
  const fitted = Array.from({ length: width }, (_, k) => numbersOf(featureOf(column, k, width)));
  return { shift: fitted.map(({ shift }) => shift), scale: fitted.map(({ scale }) => scale) };
}

function featureOf({ data, scaling = { factor: 1, offset: 0 } }: Column, first: number, step: number): Feature {
  const { factor, offset } = scaling;
  return (visit) => {
    for (let i = first; i < data.length; i += step) visit(factor * data[i]! + offset);
  };
}

function checkData({ dtype, data }: Column, width: number): void {
  const isFloat = dtype === "f32" || dtype === "f64";
  const wrong = isFloat ? data.findIndex((value: number) => !Number.isFinite(value)) : -1;
  if (wrong === -1 && data.length > 0) return;
  throw new DataError({
    code: "scaler/data",
    expected: "finite numbers, of one example or more",
    found: wrong === -1 ? "none" : `${data[wrong]} in example ${Math.floor(wrong / width)}`,
  });
}
