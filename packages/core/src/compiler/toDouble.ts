import { rewrite } from "../graph/rewrite.js";
import type { Attribute, Graph, Tensor } from "../graph/tensor.js";
import { arrayOf } from "../types/arrayOf.js";
import type { TensorValue } from "../types/tensorValue.js";
import { mapAttributes } from "./mapAttributes.js";

export const isGraph = (value: Attribute): value is Graph =>
  typeof value === "object" && "inputs" in value && "outputs" in value;

export const isTensorValue = (value: Attribute): value is TensorValue => typeof value === "object" && "data" in value;

/**
 * The same graph in double precision: every `f32` becomes `f64`, in declarations, conversions and constants alike. Constants
 * keep the value they were rounded to.
 */
export function toDouble(outputs: readonly Tensor[]): readonly Tensor[] {
  const map = (value: Attribute, key: string): Attribute => {
    if (key === "dtype" && value === "f32") return "f64";
    if (isGraph(value)) {
      const [...nodes] = toDouble([...value.inputs, ...value.outputs]);
      return { inputs: nodes.slice(0, value.inputs.length), outputs: nodes.slice(value.inputs.length) };
    }
    if (isTensorValue(value) && value.dtype === "f32") {
      return { dtype: "f64", shape: value.shape, data: arrayOf("f64", value.data.length, value.data) };
    }
    return value;
  };
  return rewrite(outputs, (node, inputs) => mapAttributes(node, inputs, map));
}
