import { AdjointError } from "../errors/adjointError.js";
import { inputPrimitive } from "../primitives/input.js";
import { variablePrimitive } from "../primitives/variable.js";
import { sameShape } from "../types/sameShape.js";
import { is } from "./is.js";
import { tape } from "./tape.js";
import type { Tensor } from "./tensor.js";

const sameSignature = (a: Tensor, b: Pick<Tensor, "shape" | "dtype">): boolean =>
  a.dtype === b.dtype && sameShape(a.shape, b.shape);

/**
 * What a well-formed graph is: every size is a whole number ≥ 0 and every name of a dimension has letters; every node has the
 * shape and dtype that its primitive computes from its inputs; no two variables share a name, and inputs that do are
 * declared alike. Returns the tape; tests run it after every transform.
 *
 * @throws AdjointError `graph/dimension`, `graph/signature`, `graph/duplicate-variable`, `graph/duplicate-input`
 */
export function verifyGraph(outputs: readonly Tensor[]): readonly Tensor[] {
  const nodes = tape(outputs);
  const variables = new Map<string, Tensor>();
  const inputs = new Map<string, Tensor>();
  for (const node of nodes) {
    for (const dim of node.shape) {
      const valid = typeof dim === "string" ? dim.trim() !== "" : Number.isSafeInteger(dim) && dim >= 0;
      if (!valid) throw new AdjointError("graph/dimension", { tensor: node, dim });
    }
    const computed = node.primitive.signature(node.inputs, node.attributes);
    if (!sameSignature(node, computed)) throw new AdjointError("graph/signature", { tensor: node, computed });
    if (is(node, variablePrimitive)) {
      const other = variables.get(node.attributes.name);
      if (other !== undefined) throw new AdjointError("graph/duplicate-variable", { name: node.attributes.name });
      variables.set(node.attributes.name, node);
    }
    if (is(node, inputPrimitive)) {
      const other = inputs.get(node.attributes.name) ?? node;
      if (!sameSignature(node, other)) throw new AdjointError("graph/duplicate-input", { left: other, right: node });
      inputs.set(node.attributes.name, node);
    }
  }
  return nodes;
}
