import { type Document, isAlias, isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { type Position, SpecError, type SpecProblem } from "../errors/specError.js";
import type { Path } from "./path.js";

/** A spec as it stands in a file, before anybody asks whether it makes sense. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Where the value at a path stands, or its key; where there is none, the innermost value around it. */
  locate(path: Path, part?: "key" | "value"): Position;
}

type Found = Node | null | undefined;

function follow(document: Document, node: Found): Found {
  return isAlias(node) ? node.resolve(document) : node;
}

function step(node: Found, name: string | number): { key: Found; value: Found } | undefined {
  if (isSeq<Node>(node)) {
    const value = typeof name === "number" ? node.items[name] : undefined;
    return value && { key: value, value };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => String(key) === String(name));
  return pair && { key: pair.key, value: pair.value ?? pair.key };
}

function find(document: Document, path: Path, part: "key" | "value"): Found {
  let node: Found = isNode(document.contents) ? document.contents : undefined;
  for (const [depth, name] of path.entries()) {
    const around = follow(document, node);
    // A list may stand for the only required setting: `residual: [relu]` is `residual: { layers: [relu] }`.
    if (isSeq(around) && typeof name === "string") continue;
    const next = step(around, name);
    if (next === undefined) return node;
    node = part === "key" && depth === path.length - 1 ? next.key : next.value;
  }
  return node;
}

const syntax = (reason: string, position: Position): SpecProblem => ({
  code: "spec/syntax",
  path: [],
  details: { reason: reason.charAt(0).toLowerCase() + reason.slice(1) },
  position,
});

const isCyclic = (value: unknown): boolean => {
  try {
    JSON.stringify(value);
    return false;
  } catch {
    return true;
  }
};

/**
 * Reads YAML, and JSON, which is YAML too.
 *
 * @param file name for error messages
 * @throws SpecError `spec/syntax`
 */
export function readSource(text: string, file: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [first, ...rest] = [...document.errors, ...document.warnings].map(({ code, message, pos }) =>
    syntax(code === "MULTIPLE_DOCS" ? "a spec is one document, but here begins another" : message, positionOf(pos[0])),
  );
  if (first !== undefined) throw new SpecError([first, ...rest], file);
  const value = expand(document, file, positionOf(0));
  return {
    file,
    value,
    locate: (path, part = "value") => positionOf(find(document, path, part)?.range?.[0] ?? 0),
  };
}

/** The plain value, with every alias replaced by what it stands for. */
function expand(document: Document, file: string, start: Position): unknown {
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    throw new SpecError([syntax(error instanceof Error ? error.message : String(error), start)], file);
  }
  if (isCyclic(value)) throw new SpecError([syntax("an alias stands for a value that contains it", start)], file);
  return value;
}
