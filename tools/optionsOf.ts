import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An interface as it stands in a file: what it extends, and its body. */
function interfaceIn(source: string, name: string): { readonly extended: readonly string[]; readonly body: string } {
  const declared = new RegExp(`^export interface ${name}\\b([\\s\\S]*?)\\{\n([\\s\\S]*?)^\\}`, "m").exec(source);
  const [, head = "", body = ""] = declared ?? [];
  // The parameters of the type may have bounds, which are no heritage.
  const extended = /^(?:<[\s\S]*>)?\s*(?:extends\s([\s\S]*))?$/.exec(head)?.[1] ?? "";
  return { extended: extended.split(",").flatMap((each) => each.trim() || []), body };
}

/** The file that a file imports a type from; itself when it does not. */
function origin(file: string, source: string, name: string): string {
  const imported = new RegExp(`^import [^;]*\\b${name}\\b[^;]*from "(\\.[^"]+)\\.js";`, "m").exec(source);
  return imported === null ? file : join(dirname(file), `${imported[1]}.ts`);
}

/** The fields of an interface with what their comments say, those of what it extends included. */
function fieldsOf(file: string, name: string): readonly string[] {
  const source = readFileSync(file, "utf8");
  const { extended, body } = interfaceIn(source, name);
  const own = [...body.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*readonly (\w+)/g)].map(([, comment, field]) => {
    const text = comment!.replace(/^[ \t]*\* ?/gm, "").trim();
    return `options.${field} ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  });
  return [...extended.flatMap((each) => fieldsOf(origin(file, source, each), each)), ...own];
}

/**
 * What each option of a function is, from the comments of the interface that it takes them as: `options.name what it may be`.
 *
 * @param file the TypeScript file that declares the function
 * @param name what it is called
 * @returns none when it takes no options of an interface
 */
export function optionsOf(file: string, name: string): readonly string[] {
  const source = readFileSync(file, "utf8");
  const start = source.search(new RegExp(`^export (?:const|function) ${name}\\b`, "m"));
  const signature = /^[\s\S]*?\): /.exec(source.slice(start))?.[0] ?? "";
  const type = /(?:options|\}): (\w+)/.exec(signature)?.[1];
  return type === undefined ? [] : fieldsOf(origin(file, source, type), type);
}
