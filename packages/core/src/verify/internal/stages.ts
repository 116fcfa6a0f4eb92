import { reference } from "../../backends/reference/reference.js";
import { is } from "../../graph/is.js";
import { rewrite } from "../../graph/rewrite.js";
import { tape } from "../../graph/tape.js";
import type { Tensor } from "../../graph/tensor.js";
import { input, inputPrimitive } from "../../primitives/input.js";
import { isFloat } from "../../primitives/internal/dtypes.js";
import type { Feed } from "../../session/feeds.js";
import { createSession } from "../../session/session.js";
import type { TensorValue } from "../../types/tensorValue.js";
import { leavesOf, type VerifyOptions } from "./subject.js";

/** A piece of a graph from named tensors to the next one, and what it is fed. */
export interface Stage {
  readonly output: Tensor;
  readonly feeds: Readonly<Record<string, Feed>>;
}

/** Cuts a graph at its named tensors, and computes what each piece is fed. */
export function stages(outputs: readonly Tensor[], options: VerifyOptions): readonly Stage[] {
  const { feeds = {}, variables = {}, seed = 0, backend = reference, floats = "f64" } = options;
  const nodes = tape(outputs);
  const computed = nodes.filter(
    (node) => node.inputs.length > 0 && (node.name !== undefined || outputs.includes(node)),
  );
  using session = createSession({ seed, backend, floats });
  const program = session.compile({ outputs: [...computed, ...outputs] });
  for (const [name, value] of Object.entries(variables)) session.write(name, value);
  const values = program.run(feeds);
  const taken = new Set(nodes.flatMap((node) => (is(node, inputPrimitive) ? [node.attributes.name] : [])));
  const cuts = new Map(
    computed.map((node, i) => {
      const name = free(node.name ?? node.primitive.name, taken);
      return [
        node,
        { name, placeholder: input(name, node.shape, node.dtype), value: asFeed(node, values[i]!) },
      ] as const;
    }),
  );
  return computed.flatMap((node) => {
    const [output] = rewrite([node], (each) => (each === node ? undefined : cuts.get(each)?.placeholder));
    if (!isFloat(node.dtype) || leavesOf([output!]).length === 0) return [];
    const names = tape([output!]).flatMap((each) => (is(each, inputPrimitive) ? [each.attributes.name] : []));
    const given = Object.fromEntries([...cuts.values()].map(({ name, value }) => [name, value]));
    return [{ output: output!, feeds: Object.fromEntries(names.map((name) => [name, (given[name] ?? feeds[name])!])) }];
  });
}

/** A name that is not taken yet, and takes it. */
function free(name: string, taken: Set<string>): string {
  let result = name;
  for (let count = 2; taken.has(result); count++) result = `${name} (${count})`;
  taken.add(result);
  return result;
}

const asFeed = ({ dtype }: Tensor, value: number | TensorValue): Feed =>
  typeof value === "number" || isFloat(dtype) ? value : { ...value, dtype };
