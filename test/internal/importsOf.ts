import { parseAst } from "vitest/node";

/** One mention of another module. */
export interface Import {
  /** What stands between the quotes: `./tape.js`, `@adjoint/core/verify`, `node:fs`. */
  readonly specifier: string;
  /** Is nothing of it left when the types are gone? */
  readonly typeOnly: boolean;
}

/** What the imports of a module are, and whether it does anything besides. */
export interface ModuleShape {
  readonly imports: readonly Import[];
  /** Does it consist of `export … from` alone? */
  readonly onlyReexports: boolean;
}

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;

const literal = (value: unknown): string | undefined =>
  isNode(value) && value.type === "Literal" && typeof value.value === "string" ? value.value : undefined;

/** `import { type A, type B } from "x"` needs nothing of x at run time, though the statement does not say so itself. */
function isTypeOnly(node: Node): boolean {
  if (node.importKind === "type" || node.exportKind === "type") return true;
  const specifiers = (node.specifiers ?? []) as readonly Node[];
  return specifiers.length > 0 && specifiers.every((each) => each.importKind === "type" || each.exportKind === "type");
}

/** `createRequire(import.meta.url).resolve("x/package.json")` and `import.meta.resolve("x")` look a package up without importing it. */
function resolved(node: Node): string | undefined {
  const callee = node.callee;
  if (!isNode(callee) || callee.type !== "MemberExpression") return undefined;
  const property = callee.property as { readonly name?: string };
  const looksUp = isNode(callee.object) && ["MetaProperty", "CallExpression"].includes(callee.object.type);
  return property.name === "resolve" && looksUp ? literal((node.arguments as readonly unknown[])[0]) : undefined;
}

function importOf(node: Node): Import | undefined {
  const specifier = node.type === "CallExpression" ? resolved(node) : literal(node.source);
  if (specifier === undefined) return undefined;
  return { specifier, typeOnly: node.type === "TSImportType" || isTypeOnly(node) };
}

function collect(value: unknown, into: Import[]): Import[] {
  if (Array.isArray(value)) for (const each of value) collect(each, into);
  else if (isNode(value)) {
    const found = importOf(value);
    if (found !== undefined) into.push(found);
    for (const child of Object.values(value)) collect(child, into);
  }
  return into;
}

/** Reads a TypeScript module by parsing it, so that no comment or string is taken for an import. */
export function importsOf(source: string): ModuleShape {
  const { body } = parseAst(source, { lang: "ts" }) as unknown as { readonly body: readonly Node[] };
  const reexports = (node: Node) =>
    node.type === "ExportAllDeclaration" ||
    (node.type === "ExportNamedDeclaration" && literal(node.source) !== undefined);
  return { imports: collect(body, []), onlyReexports: body.every(reexports) };
}
