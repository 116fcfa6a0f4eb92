import { inputPrimitive, is, type Tensor, variablePrimitive } from "@adjoint/core";
import { functions } from "./internal/functions.js";
import { atom, type Printed } from "./internal/printed.js";
import { printNode } from "./internal/printNode.js";

/** A graph as formulas, and what the names in them stand for: `expression(text, { tensors })` is the graph again. */
export interface PrintedExpression {
  readonly text: string;
  /** Inputs, parameters and variables by the names that the text has for them. */
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** Words that the parser keeps for itself, and numbers with a name. */
const reserved: ReadonlySet<string> = new Set(
  "and e end false i in Infinity mod NaN not null or pi to true undefined xor".split(" "),
);

const isLeaf = (tensor: Tensor): boolean => is(tensor, inputPrimitive) || is(tensor, variablePrimitive);

/** `dense_1/weights` as a name that formulas can have. */
const identifier = (name: string): string => {
  const letters = name.replace(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d|$)/, "_");
  return reserved.has(letters) ? `${letters}_` : letters;
};

/** Gives names that no one else has. */
function namer(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let [name, count] = [wanted, 1];
    while (taken.has(name)) name = `${wanted}_${++count}`;
    taken.add(name);
    return name;
  };
}

/** How often each node is mentioned when all are printed. */
function mentions(outputs: readonly Tensor[]): ReadonlyMap<Tensor, number> {
  const counts = new Map<Tensor, number>();
  const mention = (tensor: Tensor): Printed => {
    const before = counts.get(tensor) ?? 0;
    counts.set(tensor, before + 1);
    if (before === 0 && !isLeaf(tensor)) printNode(tensor, mention);
    return atom("");
  };
  outputs.forEach(mention);
  return counts;
}

/** Has it a name of the user's, rather than that of the function that made it? */
const hasOwnName = ({ name, primitive }: Tensor): boolean =>
  name !== undefined && primitive.name !== "custom" && !Object.hasOwn(functions, name);

/**
 * Prints a graph as formulas that `expression` reads. Nodes that are used twice or have a name become statements. Derivatives that
 * were given by hand are printed as the activation that has them, or are left out; values are the same.
 *
 * @param outputs a tensor, or tensors by the names that they are assigned to
 * @returns the text, and the tensors behind its names
 * @throws OpsError `expression/unprintable` for a primitive that formulas have no form of
 * @example
 * const { text, tensors } = toExpression({ logits: network(pixels) });
 * const { logits } = expression(text, { tensors }).values;
 */
export function toExpression(outputs: Tensor | Readonly<Record<string, Tensor>>): PrintedExpression {
  const wanted = isTensor(outputs) ? [["", outputs] as const] : Object.entries(outputs);
  const counts = mentions(wanted.map(([, tensor]) => tensor));
  const name = namer();
  for (const [output] of wanted) if (output !== "") name(output);
  const tensors: Record<string, Tensor> = {};
  const names = new Map<Tensor, string>();
  for (const leaf of [...counts.keys()].filter(isLeaf)) {
    const own = name(identifier(leaf.name ?? "x"));
    names.set(leaf, own);
    tensors[own] = leaf;
  }
  const statements: string[] = [];
  const print = (tensor: Tensor): Printed => {
    const known = names.get(tensor);
    if (known !== undefined) return atom(known);
    const printed = printNode(tensor, print);
    const isStatement = tensor.inputs.length > 0 && (counts.get(tensor)! > 1 || hasOwnName(tensor));
    if (!isStatement) return printed;
    const own = name(hasOwnName(tensor) ? identifier(tensor.name!) : "t");
    names.set(tensor, own);
    statements.push(`${own} = ${printed.text}`);
    return atom(own);
  };
  for (const [output, tensor] of wanted) {
    const { text } = names.has(tensor) ? atom(names.get(tensor)!) : printNode(tensor, print);
    statements.push(output === "" ? text : `${output} = ${text}`);
    if (output !== "" && !names.has(tensor)) names.set(tensor, output);
  }
  return { text: statements.join("\n"), tensors };
}

const isTensor = (outputs: Tensor | Readonly<Record<string, Tensor>>): outputs is Tensor =>
  typeof outputs.primitive === "object" && "inputs" in outputs;
