import { add, cast, named, type Tensor } from "@adjoint/core";
import { type ParameterRules, parameterRules, trainable } from "../parameters/parameterRules.js";
import type { Regulariser } from "./regulariser.js";

/**
 * What the parameters of a network cost beside its errors: the sum of penalties of weights and of biases, per layer where that is
 * asked for. It is a number of its own, so that data loss and penalty can be reported apart; their sum is what is trained.
 *
 * @formula Σ R(w) over the parameters, R being the regulariser that is chosen by the name of each
 * @derivative R′(w) by each parameter
 * @peers Keras `kernel_regularizer` and `bias_regularizer` of layers, PyTorch `weight_decay` of optimizers, optax
 *   `add_decayed_weights`
 * @param outputs a tensor or several: the loss, or the outputs of the network
 * @param rules regularisers for `weights` and `biases`, for `layers` by name, which replace the general ones, and for `parameters`
 *   by their whole names
 * @returns a scalar, of the dtype of `outputs`
 * @throws OpsError `ops/parameter-names`
 * @see Goodfellow, Bengio & Courville, "Deep Learning" (2016), section 7.1.
 * @example
 * const penalty = regularisation(loss, { weights: l2(1e-3), layers: { dense_1: { weights: l2(5e-4), biases: l1(1e-5) } } });
 * const step = trainStep(add(loss, penalty), adam(), { metrics: { loss, penalty } });
 */
export function regularisation(
  outputs: Tensor | readonly Tensor[],
  rules: ParameterRules<Regulariser>,
): Tensor<readonly []> {
  const list: readonly Tensor[] = "primitive" in outputs ? [outputs] : outputs;
  const dtype = list[0]?.dtype ?? "f32";
  const penalties = parameterRules("regularisation", trainable(list), rules).map(([parameter, penalty]) =>
    cast(penalty(parameter), dtype),
  );
  return named(
    "regularisation",
    penalties.reduce((total, penalty) => add(total, penalty)),
  );
}
