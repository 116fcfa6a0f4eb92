import { posix } from "node:path";
import { type Import, importsOf } from "./importsOf.js";

/** What a package may import of Adjoint's other packages, and whether it may rely on Node. */
export interface Rule {
  readonly mayImport: readonly string[];
  /** Of these, only types. */
  readonly typesOnly?: readonly string[];
  /** Does it run in browsers too, so that `node:` modules are out of reach? */
  readonly browser?: boolean;
}

/** The architecture, as a table. */
export const rules: Readonly<Record<string, Rule>> = {
  core: { mayImport: [], browser: true },
  ops: { mayImport: ["core"], browser: true },
  optim: { mayImport: ["core"], browser: true },
  data: { mayImport: ["core"], typesOnly: ["core"] },
  cli: { mayImport: ["core", "ops", "optim", "data"] },
};

/** The sources of one package, by their paths within its `src`, and what its manifest lists. */
export interface PackageTree {
  readonly files: Readonly<Record<string, string>>;
  readonly dependencies: readonly string[];
}

const scope = "@adjoint/";
const isTest = (file: string): boolean => /\.(test|properties)\.ts$/.test(file);
const isRelative = (specifier: string): boolean => specifier.startsWith(".");
const isBuiltIn = (specifier: string): boolean => specifier.startsWith("node:");

/** `@adjoint/core/verify` is of the package `@adjoint/core`, `yaml/util` of `yaml`. */
const packageOf = (specifier: string): string =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

interface Mention extends Import {
  readonly from: string;
  readonly file: string;
}

function mentions(name: string, { files }: PackageTree): readonly Mention[] {
  return Object.entries(files).flatMap(([file, source]) =>
    importsOf(source).imports.map((each) => ({ ...each, from: name, file })),
  );
}

function checkPlace({ from, file, specifier }: Mention): string | undefined {
  if (!isRelative(specifier)) return undefined;
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  return target.startsWith("..")
    ? `${from}/src/${file}: "${specifier}" leaves the package; import ${scope}… by name instead`
    : undefined;
}

function checkDirection({ from, file, specifier, typeOnly }: Mention): string | undefined {
  const { mayImport, typesOnly = [], browser = false } = rules[from] ?? { mayImport: [] };
  if (isBuiltIn(specifier)) {
    return browser
      ? `${from}/src/${file}: "${specifier}" does not exist in a browser, where ${from} runs too`
      : undefined;
  }
  if (!specifier.startsWith(scope)) return undefined;
  const to = packageOf(specifier).slice(scope.length);
  if (!mayImport.includes(to)) {
    const allowed = mayImport.length === 0 ? "no other package" : mayImport.join(", ");
    return `${from}/src/${file}: ${from} must not import ${to}; it may import ${allowed}`;
  }
  return typesOnly.includes(to) && !typeOnly
    ? `${from}/src/${file}: ${from} may import only types of ${to}; write \`import type\``
    : undefined;
}

function checkDependencies(name: string, tree: PackageTree, used: readonly Mention[]): readonly string[] {
  const outside = used.filter(({ specifier }) => !isRelative(specifier) && !isBuiltIn(specifier));
  const packages = new Map(outside.map((mention) => [packageOf(mention.specifier), mention]));
  const missing = [...packages]
    .filter(([dependency]) => !tree.dependencies.includes(dependency))
    .map(([dependency, { file }]) => `${name}/src/${file}: "${dependency}" is not among the dependencies of ${name}`);
  const idle = tree.dependencies
    .filter((dependency) => !packages.has(dependency))
    .map((dependency) => `${name}/package.json: nothing in src imports the dependency "${dependency}"`);
  return [...missing, ...idle];
}

/** A way from a package back to itself, or `undefined`. */
function cycle(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const finished = new Set<string>();
  const walk = (name: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (finished.has(name)) return undefined;
    for (const next of edges.get(name) ?? []) {
      const found = walk(next, [...path, name]);
      if (found !== undefined) return found;
    }
    finished.add(name);
    return undefined;
  };
  return [...edges.keys()].map((name) => walk(name, [])).find((found) => found !== undefined);
}

/** What is wrong with the imports of these packages: a sentence for each fault, none when all is well. */
export function checkImports(packages: Readonly<Record<string, PackageTree>>): readonly string[] {
  const faults: string[] = [];
  const edges = new Map<string, Set<string>>();
  for (const [name, tree] of Object.entries(packages)) {
    const all = mentions(name, tree);
    const shipped = all.filter(({ file }) => !isTest(file));
    const index = Object.entries(tree.files).filter(([file]) => posix.basename(file) === "index.ts");
    edges.set(
      name,
      new Set(
        shipped
          .filter(({ specifier }) => specifier.startsWith(scope))
          .map(({ specifier }) => packageOf(specifier).slice(scope.length)),
      ),
    );
    faults.push(
      ...all.map(checkPlace).filter((fault) => fault !== undefined),
      ...shipped.map(checkDirection).filter((fault) => fault !== undefined),
      ...checkDependencies(name, tree, shipped),
      ...index
        .filter(([, source]) => !importsOf(source).onlyReexports)
        .map(([file]) => `${name}/src/${file}: an index re-exports and does nothing else`),
    );
  }
  const found = cycle(edges);
  if (found !== undefined) faults.push(`the packages import each other in a circle: ${found.join(" → ")}`);
  return faults;
}
