import { apply } from "../../graph/apply.js";
import { rewrite } from "../../graph/rewrite.js";
import type { Attribute, Tensor } from "../../graph/tensor.js";
import { isGraph, isTensorValue } from "../toDouble.js";
import { algebra } from "./algebra.js";
import { fold } from "./fold.js";

/** Attributes as text, so that equal nodes have equal keys; small constants by value, larger ones and graphs by identity. */
function attributeKey(value: Attribute, identity: (object: object) => number): string {
  if (typeof value !== "object")
    return typeof value === "number" && Object.is(value, -0) ? "-0" : `${typeof value}:${value}`;
  if (isTensorValue(value)) {
    if (value.data.length > 16) return `#${identity(value)}`;
    const numbers = Array.from(value.data, (x) => (Object.is(x, -0) ? "-0" : `${x}`));
    return `${value.dtype}[${value.shape.join()}]{${numbers.join()}}`;
  }
  if (isGraph(value)) return `#${identity(value)}`;
  return `[${value.join()}]`;
}

/**
 * The same outputs from fewer nodes: constants folded, identities that hold to the last bit applied, equal nodes shared, and
 * whatever nothing depends on left behind. Sizes must be bound.
 */
export function simplify(outputs: readonly Tensor[]): readonly Tensor[] {
  const identities = new Map<object, number>();
  const identity = (object: object): number => {
    const known = identities.get(object) ?? identities.size;
    identities.set(object, known);
    return known;
  };
  const shared = new Map<string, Tensor>();
  const done = new Set<Tensor>();
  // An identity may stand for a node with several new ones, each of which may exist already.
  const share = (given: Tensor): Tensor => {
    if (done.has(given)) return given;
    const inputs = given.inputs.map(share);
    const same = inputs.every((input, i) => input === given.inputs[i]);
    const node = same ? given : apply(given.primitive, inputs, given.attributes, given.name);
    const attributes = Object.entries(node.attributes).map(
      ([name, value]) => `${name}=${attributeKey(value, identity)}`,
    );
    const key = `${node.primitive.name}(${node.inputs.map(identity).join()}){${attributes.join()}}${node.dtype}`;
    const first = shared.get(key) ?? node;
    shared.set(key, first);
    done.add(first);
    return first;
  };
  const replace = (node: Tensor, inputs: readonly Tensor[]): Tensor => {
    const simpler = fold(node, inputs) ?? algebra(node, inputs);
    if (simpler !== undefined) return share(simpler);
    const same = inputs.every((input, i) => input === node.inputs[i]);
    return share(same ? node : apply(node.primitive, inputs, node.attributes, node.name));
  };
  // A node that another stands for loses its name: a copy under that name would be computed a second time.
  return rewrite(outputs, replace, { keepNames: false });
}
