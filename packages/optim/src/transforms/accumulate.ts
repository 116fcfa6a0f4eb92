import { add, div, floor, select, type Tensor, zerosLike } from "@adjoint/core";
import { requireCount } from "../errors/requireCount.js";
import { chooseTree } from "./internal/chooseTree.js";
import { isMultiple } from "./internal/isMultiple.js";
import { slots } from "./slots.js";
import { type Optimizer, type Transform, type Tree, transform } from "./transform.js";

type AccumulateState = { readonly total: readonly Tensor[]; readonly inner: Tree };

/**
 * Trains on the mean gradient of several steps: parameters change in every k-th step only, as from a batch k times as large.
 * The inner optimizer and its schedules count these larger steps.
 *
 * @param inner what is given the means
 * @param every k ≥ 1, whole
 * @throws OptimError `optim/out-of-range`
 * @see optax' `MultiSteps`, Keras' `gradient_accumulation_steps`.
 * @example
 * const optimizer = accumulate(adam(), 4);
 */
export function accumulate(inner: Optimizer, every: number): Transform<AccumulateState> {
  requireCount("accumulate", "every", every);
  return transform<AccumulateState>({
    name: "accumulate",
    init: (parameters, scope) => ({
      total: slots(parameters, `${scope}/total`),
      inner: inner.init(parameters, `${scope}/${inner.name}`),
    }),
    update: ({ gradients, parameters, state, step }) => {
      const due = isMultiple(add(step, 1), every);
      const total = gradients.map((gradient, i): Tensor => add(state.total[i]!, gradient));
      const { updates, state: next } = inner.update({
        gradients: total.map((sum): Tensor => div(sum, every)),
        parameters,
        state: state.inner,
        step: floor(div(step, every)),
      });
      return {
        updates: updates.map((update): Tensor => select(due, update, zerosLike(update))),
        state: {
          total: total.map((sum): Tensor => select(due, zerosLike(sum), sum)),
          inner: chooseTree(due, next, state.inner),
        },
      };
    },
  });
}
