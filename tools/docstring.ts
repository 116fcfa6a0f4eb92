/** What the docstring of an export says, tag by tag. */
export interface Docstring {
  readonly name: string;
  /** What it is: all before the first tag. */
  readonly summary: string;
  /** `@formula`: what it computes. */
  readonly formula: string | undefined;
  /** `@derivative`: its derivative, or why it has none. */
  readonly derivative: string | undefined;
  /** `@param`s in order, `name what it may be`. */
  readonly parameters: readonly string[];
  readonly returns: string | undefined;
  readonly throws: string | undefined;
  /** `@see`: who introduced it, and where. */
  readonly sources: readonly string[];
  /** `@peers`: what Keras, PyTorch and optax call it. */
  readonly peers: string | undefined;
  readonly example: string | undefined;
}

/** The text of a comment without its stars. */
const textOf = (comment: string): string =>
  comment
    .replace(/^\/\*\*|\*\/$/g, "")
    .replace(/^[ \t]*\* ?/gm, "")
    .trim();

/** Lines of one paragraph joined. Blank lines, items of lists and indented lines, which are formulas set apart, stay. */
const joined = (text: string): string => text.trim().replace(/(?<=\S)\n(?=\S)(?!- )/g, " ");

/** Takes a comment apart. */
function parse(name: string, comment: string): Docstring {
  const [summary = "", ...tagged] = textOf(comment).split(/^@(?=[a-z])/m);
  const tags = tagged.map((text) => /^(\w+)\s*([\s\S]*)$/.exec(text)!).map(([, tag, text]) => ({ tag, text: text! }));
  const all = (tag: string) => tags.filter((each) => each.tag === tag).map(({ text }) => joined(text));
  return {
    name,
    summary: joined(summary),
    formula: all("formula")[0],
    derivative: all("derivative")[0],
    parameters: all("param"),
    returns: all("returns")[0],
    throws: all("throws")[0],
    sources: all("see"),
    peers: all("peers")[0],
    example: tags.find(({ tag }) => tag === "example")?.text.trim(),
  };
}

/**
 * The docstring of an exported constant or function, read from the source that declares it.
 *
 * @param source the text of a TypeScript file
 * @param name what it exports
 * @returns `undefined` when there is none
 */
export function docstring(source: string, name: string): Docstring | undefined {
  const declared = new RegExp(`^export (?:const|function|async function) ${name}\\b`, "m").exec(source);
  if (declared === null) return undefined;
  const comment = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n$/.exec(source.slice(0, declared.index));
  return comment === null ? undefined : parse(name, comment[0].trim());
}
