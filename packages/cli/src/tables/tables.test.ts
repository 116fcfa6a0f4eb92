import { constant, type Initialiser, input, type Tensor, toText } from "@adjoint/core";
import * as ops from "@adjoint/ops";
import { optimizers, schedules, transforms } from "@adjoint/optim";
import { describe, expect, test } from "vitest";
import type { SpecEntry, SpecOption, SpecTable } from "../spec/specOption.js";
import { activationTable } from "./activationTable.js";
import { initialiserTable } from "./initialiserTable.js";
import { layerTable } from "./layerTable.js";
import { lossTable } from "./lossTable.js";
import { metricTable } from "./metricTable.js";
import { optimizerTable } from "./optimizerTable.js";
import { regulariserTable } from "./regulariserTable.js";
import { scheduleTable } from "./scheduleTable.js";

const key = constant(Int32Array.of(1, 2), { dtype: "i32", shape: [2] });
const rows: Tensor = input("rows", ["batch", 4]);
const signals: Tensor = input("signals", ["batch", 8, 4]);
const images: Tensor = input("images", ["batch", 8, 8, 4]);

/** What a layer can be applied to. */
const inputOf = (name: string): Tensor => {
  if (name.endsWith("2d") || name.startsWith("global")) return images;
  return name.endsWith("1d") || name === "multiHeadAttention" ? signals : rows;
};

/** What each table makes, as graph. */
const graphs = {
  activations: [activationTable, (made, name) => ops.applyLayer(made as ops.AnyLayer, inputOf(name), {})],
  initialisers: [initialiserTable, (made) => (made as Initialiser)([3, 4], key, "f32")],
  layers: [layerTable, (made, name) => ops.applyLayer(made as ops.AnyLayer, inputOf(name), { training: true })],
  losses: [lossTable, (made) => (made as ops.AnyLoss)(rows, input("targets", ["batch", 4]) as Tensor)],
  metrics: [metricTable, (made) => (made as ops.AnyMetric)(rows, input("targets", ["batch", 4]) as Tensor)],
  regularisers: [regulariserTable, (made) => (made as ops.Regulariser)(rows)],
} satisfies Record<string, readonly [SpecTable, (made: unknown, name: string) => Tensor]>;

/** The exports of `@adjoint/ops` that specs cannot name, and why. */
const unnamed: Readonly<Record<string, string>> = {
  OpsError: "an error",
  activations: "a table",
  applyLayer: "applies a layer",
  confusionMatrix: "a matrix; the metrics of a report are numbers",
  cosineSimilarity: "a function of two tensors",
  elementwiseLoss: "makes a loss of a function",
  embedding: "takes whole numbers, and the data of specs are floats",
  initialisers: "a table",
  lambda: "makes a layer of a function",
  layer: "makes a layer of a function",
  logSumExp: "a function of a tensor",
  losses: "a table",
  mean: "a function of a tensor",
  metrics: "a table",
  oneHot: "a function of labels",
  regularisation: "what `regularisers` of a spec means",
  sequential: "what a list of layers means",
  triplet: "takes three tensors, and the data of specs are inputs and targets",
};

test("specs can name every export of ops, but for those that they have a reason not to", () => {
  const tables = Object.values(graphs).flatMap(([table]) => Object.keys(table));
  expect([...new Set([...tables, ...Object.keys(unnamed)])].toSorted()).toStrictEqual(Object.keys(ops).toSorted());
});

test("specs can name every optimizer, transform and schedule", () => {
  expect(Object.keys(optimizerTable)).toStrictEqual([...Object.keys(optimizers), ...Object.keys(transforms)]);
  expect(Object.keys(scheduleTable)).toStrictEqual(Object.keys(schedules));
});

/** Values of required options. */
function exampleOf(option: SpecOption): unknown {
  if (option.kind === "layers") return [ops.relu];
  if (option.kind === "branches") return [[ops.relu], [ops.tanh]];
  return option.kind === "number" ? 0.25 : 2;
}

/** Of the options that have no default, an example; of the others, what the table tells, unless it is made of a name. */
function settingsOf({ options }: SpecEntry, withDefaults: boolean): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, option]): readonly (readonly [string, unknown])[] => {
      if (option.optional === true || option.kind === "name") return [];
      if (!("default" in option) || option.default === undefined) return [[name, exampleOf(option)]];
      const isMade = option.kind === "activation" || option.kind === "initialiser" || option.kind === "optimizer";
      return withDefaults && !isMade ? [[name, option.default]] : [];
    }),
  );
}

describe.each(Object.entries(graphs))("%s", (_table, [table, graph]) => {
  test.each(Object.entries<SpecEntry>(table))("%s has the defaults that code has", (name, entry) => {
    const text = (withDefaults: boolean) =>
      toText([
        (graph as (made: unknown, name: string) => Tensor)(entry.make(settingsOf(entry, withDefaults) as never), name),
      ]);
    expect(text(true)).toBe(text(false));
  });
});
