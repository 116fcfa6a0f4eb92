import { create, type MathNode, parseDependencies } from "mathjs/number";
import { OpsError } from "../../errors/opsError.js";
import { type LeafReader, leafReader } from "./leafReader.js";
import type { Place, Statement, Syntax } from "./syntax.js";

// The parser and nothing else of mathjs: no functions, no units, and nothing is ever evaluated by it.
const { parse } = create(parseDependencies!) as { readonly parse: (text: string) => MathNode };

/** What mathjs's trees hold, as far as it is read here. */
interface Node {
  readonly type: string;
  readonly name: string;
  readonly op: string;
  readonly implicit: boolean;
  readonly value: unknown;
  readonly args: readonly Node[];
  readonly items: readonly Node[];
  readonly content: Node;
  readonly object: Node;
  readonly index: unknown;
  readonly fn: Node;
  readonly condition: Node;
  readonly trueExpr: Node;
  readonly falseExpr: Node;
  readonly blocks: readonly { readonly node: Node }[];
}

/** The operators that there are. Those written before or after their operand are told by having one. */
const operators: ReadonlySet<string> = new Set("+ - * .* / ./ ^ .^ ' < <= > >= == != and or not mod".split(" "));

/** What the whitelist leaves out, in words. */
const names: Readonly<Record<string, string>> = {
  AccessorNode: "access to an element or a property",
  BlockNode: "a block inside an expression",
  FunctionAssignmentNode: "the definition of a function",
  ObjectNode: "an object",
  RangeNode: "a range",
  RelationalNode: "a chain of comparisons (join two with `and`)",
};

interface Context {
  readonly source: string;
  readonly leaves: LeafReader;
}

function unsupported({ source, leaves }: Context, what: string, at: Place = leaves.take()): never {
  throw new OpsError("expression/unsupported", { source, at, what });
}

/** The last character that belongs to an expression, closing brackets aside. */
const endOf = (context: Context): number => context.leaves.position;

function operatorOf(node: Node, context: Context): Syntax {
  const { op, args } = node;
  const before = endOf(context);
  if (node.implicit) {
    convert(args[0]!, context);
    return unsupported(context, "a product without a sign (write `*`)");
  }
  if (!operators.has(op)) {
    if (args.length > 1) convert(args[0]!, context);
    return unsupported(
      context,
      `the operator ${op}`,
      context.leaves.find(op, args.length > 1 ? endOf(context) : before),
    );
  }
  const [first, ...rest] = args;
  const prefix = args.length === 1 && op !== "'";
  const operator = prefix ? context.leaves.find(op, before) : undefined;
  if (op === "not") context.leaves.take("not");
  const left = convert(first!, context);
  const at = operator ?? context.leaves.find(op, endOf(context));
  if (op === "and" || op === "or" || op === "mod") context.leaves.take(op);
  return { kind: "operator", at, operator: op, operands: [left, ...rest.map((each) => convert(each, context))] };
}

/** Reads one node; a kind that is not listed here is refused. */
function convert(node: Node, context: Context): Syntax {
  const { leaves } = context;
  switch (node.type) {
    case "ParenthesisNode":
      return convert(node.content, context);
    case "ConstantNode": {
      const at = leaves.take();
      if (typeof node.value === "number") return { kind: "number", at, value: node.value };
      return unsupported(context, typeof node.value === "string" ? "a text" : `the constant ${String(node.value)}`, at);
    }
    case "SymbolNode":
      return { kind: "name", at: leaves.take(node.name), name: node.name };
    case "ArrayNode": {
      const at = leaves.find("[", endOf(context));
      return { kind: "list", at, items: node.items.map((item) => convert(item, context)) };
    }
    case "FunctionNode": {
      if (node.fn.type !== "SymbolNode") return unsupported(context, "a call of something that has no name");
      const at = leaves.take(node.fn.name);
      return { kind: "call", at, name: node.fn.name, args: node.args.map((each) => convert(each, context)) };
    }
    case "ConditionalNode": {
      const condition = convert(node.condition, context);
      const at = leaves.find("?", endOf(context));
      const operands = [condition, convert(node.trueExpr, context), convert(node.falseExpr, context)];
      return { kind: "operator", at, operator: "?", operands };
    }
    case "OperatorNode":
      return operatorOf(node, context);
    default:
      return unsupported(context, names[node.type] ?? node.type);
  }
}

function statementOf(node: Node, context: Context): Statement {
  if (node.type !== "AssignmentNode") {
    const value = convert(node, context);
    return { target: undefined, at: value.at, value };
  }
  if (node.object.type !== "SymbolNode" || node.index !== null) return unsupported(context, "assignment to an element");
  const { name } = node.object;
  return { target: name, at: context.leaves.take(name), value: convert(node.value as Node, context) };
}

/** What the parser says, and where. It counts characters from 1. */
function syntaxError(source: string, error: Error & { readonly char?: number }): OpsError {
  const start = Math.max(0, Math.min((error.char ?? 1) - 1, source.length - 1));
  const problem = error.message.replace(/ \(char \d+\)$/, "");
  return new OpsError("expression/syntax", { source, at: { start, end: start + 1 }, problem });
}

/**
 * Reads statements with mathjs's parser.
 *
 * @throws OpsError `expression/syntax`, `expression/unsupported`
 */
export function parseStatements(source: string): readonly Statement[] {
  let root: Node;
  try {
    root = parse(source) as unknown as Node;
  } catch (error) {
    throw syntaxError(source, error as Error);
  }
  const context = { source, leaves: leafReader(source) };
  const nodes = root.type === "BlockNode" ? root.blocks.map(({ node }) => node) : [root];
  const isEmpty = ({ type, value }: Node) => type === "ConstantNode" && value === undefined;
  const statements = nodes.filter((node) => !isEmpty(node)).map((node) => statementOf(node, context));
  if (statements.length === 0) throw syntaxError(source, new Error("There is nothing to compute"));
  return statements;
}
