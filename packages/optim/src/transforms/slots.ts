import { type Tensor, variable } from "@adjoint/core";

/** One variable of zeros for each parameter, of its shape and dtype: where a transform keeps a moment of its gradient. */
export const slots = (parameters: readonly Tensor[], scope: string): readonly Tensor[] =>
  parameters.map(({ name, shape, dtype }) => variable(`${scope}/${name}`, shape as readonly number[], { dtype }));
