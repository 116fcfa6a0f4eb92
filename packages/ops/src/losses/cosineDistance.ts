import { sub, type Tensor } from "@adjoint/core";
import { cosineSimilarity } from "../math/cosineSimilarity.js";
import { requireRows } from "./internal/requireRows.js";
import { type LossOptions, reduceErrors } from "./reduction.js";
import type { RowLoss } from "./rowLoss.js";

/**
 * One minus the cosine of the angle between prediction and target: only directions count, not lengths.
 *
 * @formula 1 − p·t/(‖p‖‖t‖) over the last dimension
 * @derivative (cos·p/‖p‖ − t/‖t‖)/(‖p‖n) by p
 * @peers Keras `CosineSimilarity` (less 1), PyTorch `nn.CosineEmbeddingLoss` (targets of 1), optax `cosine_distance`
 * @param predictions [...batch, features], floats
 * @param targets the same shape and dtype
 * @param options.reduction `mean` (default), `weightedMean`, `sum`, `halfSum` or `none`
 * @param options.weights what each row counts
 * @returns a scalar, or with `none` a number per row: 0 to 2
 * @throws OpsError `ops/targets`, `ops/option`, `ops/weights`
 * @see Salton, Wong & Yang, "A vector space model for automatic indexing" (1975).
 * @example
 * const loss = cosineDistance(network(x), embedding);
 */
export const cosineDistance = ((predictions: Tensor, targets: Tensor, options: LossOptions = {}) => {
  requireRows("cosineDistance", predictions, targets);
  return reduceErrors("cosineDistance", sub(1, cosineSimilarity(predictions, targets) as Tensor), options);
}) as RowLoss<"cosineDistance">;
