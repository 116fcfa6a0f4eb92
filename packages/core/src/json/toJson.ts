import { isGraph, isTensorValue } from "../compiler/toDouble.js";
import { tape } from "../graph/tape.js";
import type { Attribute, Graph, Tensor } from "../graph/tensor.js";
import type { TensorValue } from "../types/tensorValue.js";
import type { JsonAttribute, JsonGraph, JsonNumber } from "./jsonGraph.js";

/** JSON has no NaN, no infinities and no negative zero: those are written as strings. */
const toJsonNumber = (x: number): JsonNumber =>
  Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? "-0" : `${x}`;

const valueToJson = ({ dtype, shape, data }: TensorValue): JsonAttribute => ({
  kind: "value",
  dtype,
  shape: [...shape],
  data: Array.from(data, toJsonNumber),
});

function attributeToJson(value: Attribute): JsonAttribute | undefined {
  if (typeof value === "number") return toJsonNumber(value);
  if (typeof value !== "object") return value;
  if (isTensorValue(value)) return valueToJson(value);
  if (isGraph(value)) return { kind: "graph", ...graphToJson(value) };
  return [...value];
}

function graphToJson({ inputs, outputs }: Graph): Omit<JsonGraph, "format" | "version"> {
  const nodes = tape([...inputs, ...outputs]);
  const index = new Map(nodes.map((node, i) => [node, i]));
  const position = (node: Tensor) => index.get(node)!;
  return {
    nodes: nodes.map((node) => ({
      primitive: node.primitive.name,
      inputs: node.inputs.map(position),
      attributes: Object.fromEntries(
        Object.entries(node.attributes).flatMap(([key, value]) => {
          const json = attributeToJson(value);
          return json === undefined ? [] : [[key, json]];
        }),
      ),
      dtype: node.dtype,
      shape: [...node.shape],
      ...(node.name === undefined ? {} : { name: node.name }),
    })),
    inputs: inputs.map(position),
    outputs: outputs.map(position),
  };
}

/**
 * A graph as plain data for `JSON.stringify`; `fromJson` reads it back, node for node and bit for bit.
 *
 * @example
 * const text = JSON.stringify(toJson([loss]));
 * const [again] = fromJson(JSON.parse(text));
 */
export const toJson = (outputs: readonly Tensor[]): JsonGraph => ({
  format: "adjoint-graph",
  version: 1,
  ...graphToJson({ inputs: [], outputs }),
});
