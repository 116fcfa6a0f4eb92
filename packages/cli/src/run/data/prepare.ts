import { type Column, type Dataset, dataset, holdOut, type Scaler, scaleColumns, take } from "@adjoint/data";
import { SpecError } from "../../errors/specError.js";
import type { DataSpec, HeldOut } from "../../spec/dataSchema.js";
import { scalerTable } from "../../tables/scalerTable.js";
import { createNamed } from "../createNamed.js";
import type { DataFacts } from "./dataFacts.js";
import type { Loaded } from "./source.js";
import type { Examples, Splits } from "./splits.js";

/** What examples and targets were scaled by. Plain data, which checkpoints keep. */
export interface Scalers {
  readonly input?: Scaler;
  readonly target?: Scaler;
}

/** Examples ready to be learnt. */
export interface Data {
  readonly facts: DataFacts;
  readonly splits: Splits;
  readonly scalers: Scalers;
}

/** Sets examples apart, if any. */
function apart(
  examples: Examples,
  held: HeldOut | undefined,
  seed: number,
  labels: string,
): { rest: Examples; held?: Examples } {
  const { share, stratify } = typeof held === "object" ? held : { share: held ?? 0, stratify: false };
  if (share === 0) return { rest: examples };
  const stratified = stratify && Object.hasOwn(examples.columns, labels) ? { stratify: labels } : {};
  return holdOut(examples, { share, seed, ...stratified });
}

const isHeldOut = (value: DataSpec["test"]): value is HeldOut =>
  value !== undefined && (typeof value === "number" || "share" in value);

/** The parts of a source, with those that the spec wants and the source has not set apart from the training examples. */
function split({ train, validation, test }: Loaded, data: DataSpec, seed: number, labels: string): Splits {
  const few = data.take === undefined ? train : firstOf(train, data.take);
  const tested =
    test === undefined && isHeldOut(data.test) ? apart(few, data.test, seed, labels) : { rest: few, held: test };
  const validated =
    validation === undefined
      ? apart(tested.rest, data.validation, seed, labels)
      : { rest: tested.rest, held: validation };
  return {
    train: validated.rest,
    ...(validated.held && { validation: validated.held }),
    ...(tested.held && { test: tested.held }),
  };
}

function firstOf(examples: Examples, count: number): Examples {
  if (count > examples.size) {
    const details = { expected: `at most ${examples.size}, which is all there are`, found: count };
    throw new SpecError([{ code: "spec/value", path: ["data", "take"], details }]);
  }
  return take(
    examples,
    Int32Array.from({ length: count }, (_, i) => i),
  );
}

const product = (shape: readonly number[]): number => shape.reduce((size, dim) => size * dim, 1);

/**
 * The shape of an example as the spec wants it, or all its numbers in a row.
 *
 * @throws SpecError `spec/value`
 */
export function shapeOf({ input }: DataFacts, { shape }: DataSpec): readonly number[] {
  const numbers = product(input.shape);
  if (shape === undefined) return [numbers];
  if (product(shape) === numbers) return shape;
  const details = {
    expected: `sizes whose product is ${numbers}, the numbers of an example`,
    found: shape.join(" × "),
  };
  throw new SpecError([{ code: "spec/value", path: ["data", "shape"], details }]);
}

/** The columns of a model alone, examples in their shape, floats in single precision. */
function columnsOf({ columns, size }: Examples, { input, target }: DataFacts, shape: readonly number[]): Examples {
  const single = (column: Column): Column =>
    column.dtype === "f64" ? { ...column, dtype: "f32", data: Float32Array.from(column.data) } : floated(column);
  return dataset({
    [input.name]: { ...single(columns[input.name]!), shape: [size, ...shape] } as Column,
    [target.name]: columns[target.name]!,
  });
}

/** Bytes and whole numbers come out of batches as they are unless they are scaled; networks take floats. */
const floated = (column: Column): Column =>
  column.dtype === "f32" || column.scaling !== undefined ? column : { ...column, scaling: { factor: 1, offset: 0 } };

/** Scalers fitted to the training examples, or those that a checkpoint kept. */
const fitted = (train: Dataset, data: DataSpec, { input, target }: DataFacts): Scalers => ({
  ...(data.scale && { input: createNamed(scalerTable, data.scale)(train.columns[input.name]!) }),
  ...(data.scaleTarget && { target: createNamed(scalerTable, data.scaleTarget)(train.columns[target.name]!) }),
});

/**
 * Splits, shapes and scales what a source has loaded.
 *
 * @param kept scalers to use instead of fitting
 * @throws SpecError `spec/value`; DataError `data/option`, `data/label`, `scaler/…`
 */
export function prepare(loaded: Loaded, data: DataSpec, seed: number, kept?: Scalers): Data {
  const { facts } = loaded;
  const { input, target } = facts;
  const shape = shapeOf(facts, data);
  const parts = split(loaded, data, seed, target.name);
  const shaped = Object.entries(parts).map(([name, part]) => [name, columnsOf(part, facts, shape)] as const);
  const scalers = kept ?? fitted(shaped[0]![1], data, facts);
  const byColumn = {
    ...(scalers.input && { [input.name]: scalers.input }),
    ...(scalers.target && { [target.name]: scalers.target }),
  };
  const splits = shaped.map(([name, part]) => [name, scaleColumns(part, byColumn)]);
  return {
    facts: {
      ...facts,
      input: { ...input, shape },
      target: target.kind === "numbers" && scalers.target ? { ...target, scaler: scalers.target } : target,
    },
    splits: Object.fromEntries(splits) as Splits,
    scalers,
  };
}
