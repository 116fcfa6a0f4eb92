import type { Tensor } from "@adjoint/core";
import { type AnyMetric, metrics } from "@adjoint/ops";
import type { SpecOptions } from "../spec/specOption.js";
import { choice, real, whole } from "./options.js";
import { tableOf } from "./tableOf.js";

type Metric = (predictions: Tensor, targets: Tensor, settings: never) => Tensor<readonly []>;

const average = choice("how the scores of classes become one", ["macro", "micro", "weighted"], "macro");

const options: Readonly<Record<string, SpecOptions>> = {
  binaryAccuracy: { threshold: real("what is above it means yes", 0.5) },
  f1: { average },
  precision: { average },
  recall: { average },
  topKAccuracy: { k: whole("how many guesses there are", 5) },
};

/** Every metric that a spec can name. */
export const metricTable = tableOf<Metric, AnyMetric>(
  metrics as Readonly<Record<string, Metric>>,
  options,
  (metric, settings) => (predictions, targets) => metric(predictions, targets, settings),
);
