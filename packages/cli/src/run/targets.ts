import { add, constant, input, mul, sub, type Tensor } from "@adjoint/core";
import type { Scaler } from "@adjoint/data";
import { oneHot } from "@adjoint/ops";
import type { DataSpec } from "../spec/dataSchema.js";
import { type DataFacts, outputsOf } from "./data/dataFacts.js";

/** Losses that take labels; the others compare rows of numbers. */
const ofLabels = new Set(["softmaxCrossEntropy", "crossEntropy"]);
/** Losses whose targets are −1 and 1, whatever the spec says. */
const ofSigns = new Set(["hinge", "squaredHinge"]);
/** Metrics that compare rows of numbers; the others take labels where there are classes. */
const ofRows = new Set(["binaryAccuracy", "meanAbsoluteError", "meanSquaredError", "rSquared"]);

/** The targets of a batch, in the forms that losses and metrics want. */
export interface Targets {
  forLoss(name: string): Tensor;
  forMetric(name: string): Tensor;
  /** Predictions or targets in the units of the data, if they were scaled. */
  inUnits(values: Tensor): Tensor;
}

const row = (numbers: number | readonly number[]): Tensor => constant(numbers);

const inverted = (values: Tensor, { shift, scale }: Scaler): Tensor =>
  add(mul(values, row(scale)) as Tensor, row(shift));

/** Declares the targets of a batch. */
export function targets(facts: DataFacts, { targets: form = "oneHot" }: Pick<DataSpec, "targets">): Targets {
  const { target } = facts;
  if (target.kind === "numbers") {
    const numbers: Tensor = input(target.name, ["batch", target.outputs]);
    const { scaler } = target;
    return {
      forLoss: () => numbers,
      forMetric: () => numbers,
      inUnits: (values) => (scaler === undefined ? values : inverted(values, scaler)),
    };
  }
  const labels: Tensor = input(target.name, ["batch"], "i32");
  const ones: Tensor = oneHot(labels, outputsOf(facts));
  const signs: Tensor = sub(mul(ones, 2) as Tensor, 1);
  const rows = (name: string) => (form === "bipolar" || ofSigns.has(name) ? signs : ones);
  return {
    forLoss: (name) => (ofLabels.has(name) ? labels : rows(name)),
    forMetric: (name) => (ofRows.has(name) ? rows(name) : labels),
    inUnits: (values) => values,
  };
}
