import { AdjointError } from "../errors/adjointError.js";
import { apply } from "../graph/apply.js";
import type { Primitive } from "../graph/primitive.js";
import type { Attribute, Attributes, Graph, Tensor } from "../graph/tensor.js";
import { sizeOf } from "../primitives/internal/strides.js";
import { primitives } from "../primitives/registry.js";
import { arrayOf, isDType } from "../types/arrayOf.js";
import { sameShape } from "../types/sameShape.js";
import type { Dim } from "../types/shape.js";
import type { TensorValue } from "../types/tensorValue.js";

type Json = Readonly<Record<string, unknown>>;

function malformed(where: string, expected: string, found: unknown): never {
  throw new AdjointError("json/malformed", { where, expected, found });
}

const isObject = (json: unknown): json is Json => typeof json === "object" && json !== null && !Array.isArray(json);

const objectAt = (json: unknown, where: string): Json => (isObject(json) ? json : malformed(where, "an object", json));

const listAt = (json: unknown, where: string): readonly unknown[] =>
  Array.isArray(json) ? json : malformed(where, "a list", json);

const isSize = (dim: unknown): dim is number => typeof dim === "number" && Number.isSafeInteger(dim) && dim >= 0;

function shapeAt(json: unknown, where: string): readonly Dim[] {
  return listAt(json, where).map((dim, i) =>
    isSize(dim) || typeof dim === "string" ? dim : malformed(`${where}[${i}]`, "a size or a name", dim),
  );
}

/** The numbers that JSON has no notation for, as `toJson` writes them. */
const notInJson: ReadonlySet<unknown> = new Set(["NaN", "Infinity", "-Infinity", "-0"]);

function valueAt(json: Json, where: string): TensorValue {
  const { dtype } = json;
  if (!isDType(dtype)) return malformed(`${where}.dtype`, "an element type", dtype);
  const shape = listAt(json.shape, `${where}.shape`).map((dim, i) =>
    isSize(dim) ? dim : malformed(`${where}.shape[${i}]`, "a size", dim),
  );
  const data = listAt(json.data, `${where}.data`);
  if (data.length !== sizeOf(shape)) malformed(`${where}.data`, `${sizeOf(shape)} numbers`, data.length);
  const numbers = data.map((entry, i) =>
    typeof entry === "number" || notInJson.has(entry)
      ? Number(entry)
      : malformed(`${where}.data[${i}]`, "a number", entry),
  );
  return { dtype, shape, data: arrayOf(dtype, data.length, numbers) };
}

function attributeAt(json: unknown, where: string): Attribute {
  if (typeof json === "number" || typeof json === "string" || typeof json === "boolean") return json;
  if (Array.isArray(json)) {
    return json.map((entry, i) =>
      typeof entry === "number" || typeof entry === "string"
        ? entry
        : malformed(`${where}[${i}]`, "a number or a name", entry),
    );
  }
  const object = objectAt(json, where);
  if (object.kind === "value") return valueAt(object, where);
  if (object.kind === "graph") return graphAt(object, where);
  return malformed(`${where}.kind`, '"value" or "graph"', object.kind);
}

function attributesAt(json: unknown, where: string): Attributes {
  return Object.fromEntries(
    Object.entries(objectAt(json, where)).map(([key, value]) => [key, attributeAt(value, `${where}.${key}`)]),
  );
}

const isPrimitiveName = (name: unknown): name is keyof typeof primitives =>
  typeof name === "string" && Object.hasOwn(primitives, name);

/** The node, or `undefined` when its primitive cannot make sense of it: inputs or attributes are missing, or of another kind. */
function built(primitive: Primitive, inputs: readonly Tensor[], attributes: Attributes, name: string | undefined) {
  try {
    const node = apply(primitive, inputs, attributes, name);
    return isDType(node.dtype) && Array.isArray(node.shape) ? node : undefined;
  } catch (error) {
    if (error instanceof AdjointError) throw error;
    return undefined;
  }
}

function nodeAt(json: unknown, where: string, nodes: readonly Tensor[]): Tensor {
  const { primitive, inputs, attributes, dtype, shape, name } = objectAt(json, where);
  if (!isPrimitiveName(primitive)) return malformed(`${where}.primitive`, "the name of a primitive", primitive);
  if (name !== undefined && typeof name !== "string") return malformed(`${where}.name`, "a string", name);
  const node = built(
    primitives[primitive] as Primitive,
    nodesAt(inputs, `${where}.inputs`, nodes),
    attributesAt(attributes, `${where}.attributes`),
    name,
  );
  if (node === undefined) {
    return malformed(where, `the inputs and attributes of "${primitive}"`, { inputs, attributes });
  }
  if (node.dtype !== dtype) return malformed(`${where}.dtype`, `"${node.dtype}"`, dtype);
  if (!sameShape(node.shape, shapeAt(shape, `${where}.shape`))) {
    return malformed(`${where}.shape`, JSON.stringify(node.shape), shape);
  }
  return node;
}

function nodesAt(json: unknown, where: string, nodes: readonly Tensor[]): readonly Tensor[] {
  return listAt(json, where).map((position, i) => {
    const node = typeof position === "number" ? nodes[position] : undefined;
    return node ?? malformed(`${where}[${i}]`, `the position of an earlier node, below ${nodes.length}`, position);
  });
}

function graphAt(json: Json, where: string): Graph {
  const nodes: Tensor[] = [];
  listAt(json.nodes, `${where}.nodes`).forEach((node, i) => {
    nodes.push(nodeAt(node, `${where}.nodes[${i}]`, nodes));
  });
  return {
    inputs: nodesAt(json.inputs, `${where}.inputs`, nodes),
    outputs: nodesAt(json.outputs, `${where}.outputs`, nodes),
  };
}

/**
 * Reads a graph that `toJson` wrote. Everything is checked: names of primitives, positions, attributes' kinds, and that each
 * node has the shape and dtype its inputs give it.
 *
 * @param json what `JSON.parse` returned
 * @returns the outputs
 * @throws AdjointError `json/malformed`, naming the place; or what building the node throws, `dot/inner-dimensions` say
 * @example
 * const [loss] = fromJson(JSON.parse(text));
 */
export function fromJson(json: unknown): readonly Tensor[] {
  const { format, version, ...graph } = objectAt(json, "$");
  if (format !== "adjoint-graph") malformed("$.format", '"adjoint-graph"', format);
  if (version !== 1) malformed("$.version", "1", version);
  return graphAt(graph, "$").outputs;
}
