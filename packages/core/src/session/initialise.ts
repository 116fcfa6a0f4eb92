import type { Memory } from "../backends/backend.js";
import { scalarOf } from "../compiler/simplify/scalarOf.js";
import { AdjointError } from "../errors/adjointError.js";
import { inline } from "../graph/inline.js";
import type { Tensor } from "../graph/tensor.js";
import { constant } from "../primitives/constant.js";
import { sizeOf } from "../primitives/internal/strides.js";
import type { VariableAttributes } from "../primitives/variable.js";
import { foldInName, type Key } from "../random/key.js";
import { arrayOf } from "../types/arrayOf.js";
import { sameShape } from "../types/sameShape.js";
import { lower } from "./lower.js";

export type VariableNode = Tensor & { readonly attributes: VariableAttributes };

/**
 * Makes room for variables and gives them their first values. Each draws from a key of its own, made of the session's key and
 * its name; what has to be computed is computed in one program.
 *
 * @throws AdjointError `session/initial`, before any variable exists
 */
export function initialise(nodes: readonly VariableNode[], key: Key, floats: "f32" | "f64", memory: Memory): void {
  const firsts = nodes.map(({ attributes: { name, initial } }) => {
    const [first] = lower(inline(initial, [constant([...foldInName(key, name)], { dtype: "i32" })]), floats);
    return first!;
  });
  nodes.forEach((tensor, i) => {
    const found = firsts[i]!;
    const fits = found.dtype === tensor.dtype && sameShape(found.shape, tensor.shape);
    if (!fits) throw new AdjointError("session/initial", { tensor, found });
  });
  for (const { attributes } of nodes) memory.allocate(attributes.name, attributes.dtype, attributes.shape);
  const computed = nodes.flatMap((node, i) => {
    const { name, dtype, shape } = node.attributes;
    const value = scalarOf(firsts[i]!);
    if (value === undefined) return [{ name, first: firsts[i]! }];
    if (!Object.is(value, 0)) memory.write(name, arrayOf(dtype, sizeOf(shape)).fill(value));
    return [];
  });
  if (computed.length === 0) return;
  const outputs = computed.map(({ first }) => first);
  const program = memory.compile({ outputs, updates: [], requireFinite: [] });
  program.run();
  computed.forEach(({ name }, i) => {
    memory.write(name, program.output(i));
  });
}
