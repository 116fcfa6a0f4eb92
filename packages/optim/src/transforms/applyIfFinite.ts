import {
  abs,
  add,
  cast,
  constant,
  equal,
  less,
  min,
  minimum,
  select,
  sub,
  type Tensor,
  variable,
  zerosLike,
} from "@adjoint/core";
import { chooseTree } from "./internal/chooseTree.js";
import { type Optimizer, type Transform, type Tree, transform } from "./transform.js";

type FiniteState = { readonly skipped: Tensor; readonly inner: Tree };

/** 1 where all elements of all tensors are finite, else 0. */
const allFinite = (tensors: readonly Tensor[]): Tensor =>
  tensors
    .map((tensor): Tensor => min(cast(less(abs(tensor), Infinity), "f32")))
    .reduce((all, each): Tensor => minimum(all, each), constant(1) as Tensor);

/**
 * Leaves out steps whose gradients are not all finite: neither parameters nor the inner state change, and the inner optimizer
 * does not count them. `trainStep` would refuse such a step; tell it `requireFinite: "nothing"`.
 *
 * @param inner what makes the other steps
 * @see optax' `apply_if_finite`, and PyTorch's `GradScaler`, which skips such steps too.
 * @example
 * const step = session.compile(trainStep(loss, applyIfFinite(adam()), { requireFinite: "nothing" }));
 */
export const applyIfFinite = (inner: Optimizer): Transform<FiniteState> =>
  transform<FiniteState>({
    name: "applyIfFinite",
    init: (parameters, scope) => ({
      skipped: variable(`${scope}/skipped`, [], { dtype: "i32" }),
      inner: inner.init(parameters, `${scope}/${inner.name}`),
    }),
    update: ({ gradients, parameters, state, step }) => {
      const finite: Tensor = equal(allFinite(gradients), 1);
      const counted = sub(step, cast(state.skipped, "f32") as Tensor<readonly []>);
      const { updates, state: next } = inner.update({ gradients, parameters, state: state.inner, step: counted });
      return {
        updates: updates.map((update): Tensor => select(finite, update, zerosLike(update))),
        state: {
          skipped: select(finite, state.skipped, add(state.skipped, 1)),
          inner: chooseTree(finite, next, state.inner),
        },
      };
    },
  });
