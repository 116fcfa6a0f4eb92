import type * as z from "zod";
import { dataSchema, learnsNumbers } from "./dataSchema.js";
import { parts } from "./parts.js";
import { fields, flag, name, whole } from "./values.js";

const specFields = fields({
  /** What the run is called. A file's name stands in for it. */
  name: name(),
  /** Governs first values, the order of the examples and which of them are held out. */
  seed: whole(0).default(1),
  data: dataSchema,
  network: parts.layers,
  loss: parts.loss.optional(),
  metrics: parts.metrics.optional(),
  regularisers: parts.regularisers.optional(),
  optimizer: parts.optimizer.prefault("adam"),
  epochs: whole(1).default(3),
  batch: whole(1).default(64),
  /** In another order in every epoch, or as they lie? */
  shuffle: flag().default(true),
});

/**
 * What `adjoint train` reads: a network, the data it learns, and how. Parsing fills in every default; what comes out is a
 * spec again, and means the same.
 */
export const specSchema = specFields.transform(({ loss, metrics, ...spec }) => {
  const numbers = learnsNumbers(spec.data);
  return {
    ...spec,
    loss: loss ?? parts.loss.parse(numbers ? "squaredError" : "softmaxCrossEntropy"),
    metrics: metrics ?? parts.metrics.parse([numbers ? "meanSquaredError" : "accuracy"]),
  };
});

/** A spec with nothing left out. */
export type Spec = z.output<typeof specSchema>;
