import type { Tensor } from "@adjoint/core";
import { accuracy } from "./accuracy.js";
import { binaryAccuracy } from "./binaryAccuracy.js";
import { f1 } from "./f1.js";
import { meanAbsoluteError } from "./meanAbsoluteError.js";
import { meanSquaredError } from "./meanSquaredError.js";
import { perplexity } from "./perplexity.js";
import { precision } from "./precision.js";
import { recall } from "./recall.js";
import { rSquared } from "./rSquared.js";
import { topKAccuracy } from "./topKAccuracy.js";

/** Any metric: a number that says how good predictions are. */
export type AnyMetric = (predictions: Tensor, targets: Tensor) => Tensor<readonly []>;

/** Every metric that is a number, by the name that specs use. */
export const metrics = {
  accuracy,
  binaryAccuracy,
  f1,
  meanAbsoluteError,
  meanSquaredError,
  perplexity,
  precision,
  rSquared,
  recall,
  topKAccuracy,
} satisfies Record<string, AnyMetric>;

export type MetricName = keyof typeof metrics;
