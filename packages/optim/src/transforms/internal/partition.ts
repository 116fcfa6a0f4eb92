import type { Tensor } from "@adjoint/core";
import { type Transform, type Tree, transform } from "../transform.js";

/**
 * Gives each parameter to one of several transforms; `choose` says to which. A transform sees its own parameters only.
 *
 * @param choose the place in `transforms` for each parameter
 */
export function partition(
  name: string,
  transforms: readonly Transform[],
  choose: (parameters: readonly Tensor[]) => readonly number[],
): Transform<readonly Tree[]> {
  return transform<readonly Tree[]>({
    name,
    init: (parameters, scope) => {
      const choice = choose(parameters);
      return transforms.map((inner, k) => {
        const own = parameters.filter((_, i) => choice[i] === k);
        return inner.init(own, transforms.length === 1 ? scope : `${scope}/${k + 1}`);
      });
    },
    update: ({ gradients, parameters, state, step }) => {
      const choice = choose(parameters);
      const updates = [...gradients];
      const next = transforms.map((inner, k) => {
        const places = parameters.flatMap((_, i) => (choice[i] === k ? [i] : []));
        const result = inner.update({
          gradients: places.map((i) => gradients[i]!),
          parameters: places.map((i) => parameters[i]!),
          state: state[k]!,
          step,
        });
        places.forEach((i, place) => {
          updates[i] = result.updates[place]!;
        });
        return result.state;
      });
      return { updates, state: next };
    },
  });
}
