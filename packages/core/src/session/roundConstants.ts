import { is } from "../graph/is.js";
import { rewrite } from "../graph/rewrite.js";
import type { Tensor } from "../graph/tensor.js";
import { constantFrom, constantPrimitive } from "../primitives/constant.js";
import { arrayOf } from "../types/arrayOf.js";

/** Puts constants that are kept as they were written into their element type. */
export const roundConstants = (outputs: readonly Tensor[]): readonly Tensor[] =>
  rewrite(outputs, (node) => {
    if (!is(node, constantPrimitive) || node.attributes.dtype === undefined) return undefined;
    const { dtype, shape, data } = { ...node.attributes.value, dtype: node.dtype };
    return constantFrom({ dtype, shape, data: arrayOf(dtype, data.length, data) });
  });
