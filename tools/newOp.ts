import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { argv, execPath, exit } from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Folder, folders, isFolder, templates } from "./opTemplates.js";

const isIdentifier = (name: string): boolean => /^[a-z][A-Za-z0-9]*$/.test(name);

/** Words that no function can be called by. */
const reserved: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null package private protected " +
    "public return static super switch this throw true try typeof undefined var void while with yield"
  ).split(" "),
);

/** Everything that the package exports by now. */
const exportedNames = (index: string): ReadonlySet<string> =>
  new Set(
    [...index.matchAll(/\{([^}]*)\}/g)].flatMap(([, names]) =>
      names!.split(",").map((name) => name.trim().replace(/^type /, "")),
    ),
  );

/** Puts a statement before the first one that imports or exports from a later path, where the formatter would put it. */
export function insertSorted(source: string, statement: string): string {
  const pathOf = (text: string): string => /from "([^"]+)";/.exec(text)![1]!;
  const added = pathOf(statement);
  const statements = [...source.matchAll(/^(?:import|export)\b[^;]*? from "[^"]+";\n/gm)];
  const later = statements.find(([text]) => added.localeCompare(pathOf(text), "en", { numeric: true }) < 0);
  const last = statements.at(-1)!;
  const place = later?.index ?? last.index + last[0].length;
  return `${source.slice(0, place)}${statement}\n${source.slice(place)}`;
}

/** Adds an activation to the table that specs choose from. */
function registerActivation(source: string, name: string): string {
  const withImport = insertSorted(source, `import { ${name} } from "./${name}.js";`);
  const table = /^export const activations = \{([^}]*)\};$/m.exec(withImport);
  if (table === null) throw new Error("activations.ts has no table `export const activations = { … };`.");
  const names = [...table[1]!.split(","), name].map((entry) => entry.trim()).filter((entry) => entry !== "");
  const sorted = names.toSorted((a, b) => a.localeCompare(b, "en"));
  const line = `export const activations = { ${sorted.join(", ")} };`;
  const lines = `export const activations = {\n${sorted.map((entry) => `  ${entry},\n`).join("")}};`;
  return withImport.replace(table[0], line.length <= 120 ? line : lines);
}

function requireFolder(folder: string | undefined): Folder {
  if (folder !== undefined && isFolder(folder)) return folder;
  const kinds = Object.entries(folders).map(([name, holds]) => `  ${name.padEnd(12)} ${holds}`);
  const given = folder === undefined ? "No folder was given" : `There is no folder "${folder}" for ops`;
  throw new Error(
    `${given}. The folders are:\n\n${kinds.join("\n")}\n\nFor example: npm run new-op -- activations gelu`,
  );
}

function requireName(name: string | undefined): string {
  if (name !== undefined && isIdentifier(name) && !reserved.has(name)) return name;
  const given = name === undefined ? "No name was given" : `"${name}" cannot be the name of an op`;
  throw new Error(`${given}. A name is a word in camelCase, of letters and digits, such as gelu or huberLoss.`);
}

/**
 * Starts an op: its file, its test, and its export.
 *
 * @param source the folder packages/ops/src, or a copy of it
 * @param folderName where it belongs: activations, losses, layers, math or metrics
 * @param opName its name in camelCase
 * @returns the paths that were written
 * @throws Error in words for people, before anything is written, when the folder or the name won't do
 */
export function newOp(source: string, folderName: string | undefined, opName: string | undefined): readonly string[] {
  const folder = requireFolder(folderName);
  const name = requireName(opName);
  const index = join(source, "index.ts");
  const file = join(source, folder, `${name}.ts`);
  const test = join(source, folder, `${name}.test.ts`);
  const before = readFileSync(index, "utf8");
  if (exportedNames(before).has(name)) throw new Error(`@adjoint/ops has "${name}" already. Choose another name.`);
  const taken = [file, test].find((path) => existsSync(path));
  if (taken !== undefined) throw new Error(`${taken} exists already. Choose another name, or remove it first.`);

  const written = new Map<string, string>();
  const { op, spec } = templates[folder](name);
  written.set(file, op);
  written.set(test, spec);
  written.set(index, insertSorted(before, `export { ${name} } from "./${folder}/${name}.js";`));
  if (folder === "activations") {
    const table = join(source, "activations", "activations.ts");
    written.set(table, registerActivation(readFileSync(table, "utf8"), name));
  }
  for (const [path, text] of written) writeFileSync(path, text);
  return [...written.keys()];
}

function main(): void {
  const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
  try {
    const written = newOp(join(repository, "packages/ops/src"), argv[2], argv[3]);
    // A long name can make a line too long for the template's own breaks.
    const biome = join(repository, "node_modules/@biomejs/biome/bin/biome");
    execFileSync(execPath, [biome, "check", "--write", ...written], { cwd: repository, stdio: "ignore" });
    console.log(`Written:\n\n  ${written.map((path) => relative(repository, path)).join("\n  ")}\n`);
    console.log("Next: replace the formula and what is marked TODO, run `npm run unit`, and add a changeset.");
  } catch (error) {
    console.error((error as Error).message);
    exit(2);
  }
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) main();
