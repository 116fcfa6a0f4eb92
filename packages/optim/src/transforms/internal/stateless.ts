import type { Tensor } from "@adjoint/core";
import { type Transform, transform } from "../transform.js";

/** A transform that remembers nothing and treats each parameter on its own: its update from its gradient. */
export const stateless = (
  name: string,
  update: (gradient: Tensor, parameter: Tensor, step: Tensor<readonly []>) => Tensor,
): Transform<readonly []> =>
  transform<readonly []>({
    name,
    init: () => [],
    update: ({ gradients, parameters, step }) => ({
      updates: gradients.map((gradient, i) => update(gradient, parameters[i]!, step)),
      state: [],
    }),
  });
