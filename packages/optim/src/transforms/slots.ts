import { type Tensor, variable } from "@adjoint/core";

/**
 * One variable for each parameter, of its shape and dtype: where a transform keeps a moment of its gradient.
 *
 * @param parameters what the variables are for
 * @param scope what they are called: `scope`/name of the parameter
 * @param initial the first value of all elements. Default: 0
 * @example
 * const transform = { init: (parameters, scope) => slots(parameters, `${scope}/mean`), … };
 */
export const slots = (parameters: readonly Tensor[], scope: string, initial = 0): readonly Tensor[] =>
  parameters.map(({ name, shape, dtype }) =>
    variable(`${scope}/${name}`, shape as readonly number[], { dtype, initial }),
  );
