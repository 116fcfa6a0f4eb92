import { exp, type Tensor } from "@adjoint/core";
import { softmaxCrossEntropy } from "../losses/softmaxCrossEntropy.js";

/**
 * Among how many equally likely classes a prediction is as unsure, 1 or more. Perplexities of batches do not average: average
 * their cross-entropies instead.
 *
 * @formula exp of the mean cross-entropy
 * @peers Keras (KerasHub) `Perplexity`, PyTorch (torchmetrics) `Perplexity`, optax —
 * @param logits [...batch, classes], floats
 * @param targets `i32` labels [...batch], or rows of the logits' shape
 * @returns a scalar
 * @throws OpsError `ops/targets`
 * @see Jelinek, Mercer, Bahl & Baker, "Perplexity: a measure of the difficulty of speech recognition tasks" (1977).
 * @example
 * const metrics = { perplexity: perplexity(logits, tokens) };
 */
export const perplexity = (logits: Tensor, targets: Tensor): Tensor<readonly []> =>
  exp(softmaxCrossEntropy(logits, targets));
