import type { Tensor } from "@adjoint/core";
import { type Transform, type Tree, transform } from "./transform.js";

/**
 * Transforms one after another: each receives the updates of the one before it.
 *
 * @param transforms any number; none leaves the gradients as they are
 * @example
 * const adam = chain(scaleByAdam(), scaleByLearningRate(1e-3));
 */
export function chain(...transforms: readonly Transform[]): Transform<readonly Tree[]> {
  const names = transforms.map(({ name }, i) => {
    const earlier = transforms.slice(0, i).filter((other) => other.name === name).length;
    return earlier === 0 ? name : `${name}_${earlier + 1}`;
  });
  return transform<readonly Tree[]>({
    name: "chain",
    init: (parameters, scope) => transforms.map((inner, i) => inner.init(parameters, `${scope}/${names[i]}`)),
    update: ({ gradients, state, parameters, step }) => {
      let updates: readonly Tensor[] = gradients;
      const next = transforms.map((inner, i) => {
        const result = inner.update({ gradients: updates, state: state[i]!, parameters, step });
        updates = result.updates;
        return result.state;
      });
      return { updates, state: next };
    },
  });
}
