import { formatShape } from "../errors/describe.js";
import { tape } from "./tape.js";
import type { Tensor } from "./tensor.js";
import { formatAttributes } from "./toText.js";

const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** Leaves are drawn as what they are: inputs as stadiums, variables as cylinders, constants as rounded boxes. */
const brackets: Readonly<Record<string, readonly [string, string]>> = {
  input: ["([", "])"],
  variable: ["[(", ")]"],
  constant: ["(", ")"],
};

/**
 * The graph as a Mermaid flowchart, which documentation sites and GitHub draw.
 *
 * @example
 * console.log(toMermaid([logits]));
 */
export function toMermaid(outputs: readonly Tensor[]): string {
  const nodes = tape(outputs);
  const index = new Map(nodes.map((node, i) => [node, i]));
  const lines = nodes.flatMap((node, i) => {
    const [open, close] = brackets[node.primitive.name] ?? ["[", "]"];
    const title = [node.name ?? node.primitive.name, formatAttributes(node)].filter((word) => word !== "").join(" ");
    const label = `${escapeText(title)}<br/>${node.dtype}${escapeText(formatShape(node.shape))}`;
    return [`  n${i}${open}"${label}"${close}`, ...node.inputs.map((input) => `  n${index.get(input)} --> n${i}`)];
  });
  return ["flowchart TD", ...lines].join("\n");
}
