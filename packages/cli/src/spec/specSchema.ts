import * as z from "zod";
import { either } from "./choice.js";
import { layersSchema } from "./layerSchema.js";
import { optimizerSchema } from "./optimizerSchema.js";
import { fields, name, numberIn, oneOf, whole } from "./values.js";

const setName = oneOf(["mnist", "fashion-mnist"]);

const validation = z.union(
  [numberIn({ from: 0, below: 1 }, ""), whole(1)],
  "a number of examples, or a fraction in [0, 1)",
);

const dataFields = fields({ set: setName, validation: validation.default(1 / 12) });

/**
 * What `adjoint train` reads: a network, the data it learns, and how. Parsing fills in every default; what comes out is a
 * spec again, and means the same.
 */
export const specSchema = fields({
  /** What the run is called. A file's name stands in for it. */
  name: name(),
  /** Governs first values, the order of the examples and which of them are held out. */
  seed: whole(0).default(1),
  data: either(
    dataFields,
    setName.transform((set) => dataFields.parse({ set })),
  ),
  network: layersSchema,
  loss: oneOf(["softmaxCrossEntropy", "squaredError"]).default("softmaxCrossEntropy"),
  optimizer: optimizerSchema.prefault("adam"),
  epochs: whole(1).default(3),
  batch: whole(1).default(64),
});

/** A spec with nothing left out. */
export type Spec = z.output<typeof specSchema>;
export type DataSpec = Spec["data"];
export type SetName = DataSpec["set"];
export type LossName = Spec["loss"];
