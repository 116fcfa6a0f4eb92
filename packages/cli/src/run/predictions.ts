import type { TensorValue } from "@adjoint/core";
import { invertScaler } from "@adjoint/data";
import type { Experiment } from "./createExperiment.js";
import type { Examples, Splits } from "./data/splits.js";
import { outputsFor } from "./outputsFor.js";

/** A number that was to be learnt, and what the network says. */
export interface Prediction {
  readonly examples: keyof Splits;
  readonly target: number;
  readonly predicted: number;
}

/** As many as a picture can show. */
const most = 1000;

/**
 * What a network that learnt one number for each example says of examples, beside the truth, both in the units of the data. Of
 * networks that learnt classes, or several numbers, nothing.
 */
export async function predictions(experiment: Experiment, splits: Splits): Promise<readonly Prediction[]> {
  const { target } = experiment.facts;
  if (target.kind === "classes" || target.outputs !== 1) return [];
  const { scaler } = target;
  const inUnits = (values: TensorValue) => (scaler === undefined ? values : invertScaler(scaler, values)).data;
  const parts = Object.entries(splits) as readonly (readonly [keyof Splits, Examples])[];
  const told = parts.map(async ([examples, part]) => {
    const predicted = inUnits((await outputsFor(experiment, part)).outputs);
    const targets = inUnits(part.columns[target.name] as TensorValue);
    return Array.from({ length: Math.min(most, part.size) }, (_, i): Prediction => {
      return { examples, target: Number(targets[i]), predicted: Number(predicted[i]) };
    });
  });
  return (await Promise.all(told)).flat();
}
