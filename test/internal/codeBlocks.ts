/** A fenced block of a Markdown page. */
export interface CodeBlock {
  /** The page, and the line of the opening fence, counted from 1. */
  readonly place: string;
  /** What follows the fence: the language, and words such as `ignore`. */
  readonly info: readonly string[];
  readonly text: string;
}

/** All fenced blocks of a page. */
export function codeBlocks(page: string, markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let open: { readonly place: string; readonly info: readonly string[]; readonly lines: string[] } | undefined;
  markdown.split("\n").forEach((line, i) => {
    const fence = /^```(.*)$/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) {
      open = { place: `${page}:${i + 1}`, info: fence[1]!.split(/\s+/).filter((word) => word !== ""), lines: [] };
    } else {
      blocks.push({ place: open.place, info: open.info, text: `${open.lines.join("\n")}\n` });
      open = undefined;
    }
  });
  if (open !== undefined) throw new Error(`${open.place}: this block is never closed`);
  return blocks;
}

/** Complaints that a piece of code announces: `// @ts-expect-error: dimensions 3 and 4 do not broadcast`. */
export interface Announced {
  /** The line that is wrong, counted from 1. */
  readonly line: number;
  readonly message: string;
}

const directive = /\/\/ @ts-expect-error: (.+)$/;

export const announcedErrors = (code: string): readonly Announced[] =>
  code.split("\n").flatMap((line, i) => {
    const message = directive.exec(line)?.[1];
    return message === undefined ? [] : [{ line: i + 2, message }];
  });

/** The same code, its errors not expected any more. Lines keep their numbers. */
export const withoutDirectives = (code: string): string => code.replace(/\/\/ @ts-expect-error/g, "//");

/** What a piece of code says it prints: `console.log(x); // → 3`. */
export const announcedOutput = (code: string): readonly string[] =>
  [...code.matchAll(/^\s*console\.log\(.*\); \/\/ → (.+)$/gm)].map((match) => match[1]!);
