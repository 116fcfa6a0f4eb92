import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filesIn } from "./internal/filesIn.js";
import { within } from "./internal/root.js";

/** Every package's table of messages, found by its place. */
const tables = filesIn("packages", "/errors/messages.ts");
const codesByTable = await Promise.all(
  tables.map(async (file) => {
    const { messages } = (await import(/* @vite-ignore */ within("packages", file))) as { readonly messages: object };
    return Object.keys(messages);
  }),
);
const codes = codesByTable.flat();

/** The sections of docs/errors.md that a code is the heading of, with their text. */
const sections = readFileSync(within("docs/errors.md"), "utf8")
  .split(/^(?=#+ )/m)
  .flatMap((section) => {
    const heading = /^### `([^`]+)`\n/.exec(section);
    return heading === null ? [] : [{ code: heading[1]!, text: section.slice(heading[0].length).trim() }];
  });

test("docs/errors.md has a section for every code, and none without one", () => {
  expect(tables.map((file) => file.split("/")[0])).toEqual(expect.arrayContaining(["core", "data", "ops", "optim"]));
  const documented = sections.map(({ code }) => code);
  expect({
    withoutSection: codes.filter((code) => !documented.includes(code)),
    withoutCode: documented.filter((code) => !codes.includes(code)),
    twice: documented.filter((code, i) => documented.indexOf(code) !== i),
  }).toStrictEqual({ withoutSection: [], withoutCode: [], twice: [] });
});

test("a code means one thing: no two tables share one", () => {
  expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toStrictEqual([]);
});

test("every section says what its code means and what to do", () => {
  const told = ({ text }: { readonly text: string }) => /^\S[\s\S]{30,}\n\n\*\*What to do\.\*\* \S/.test(text);
  expect(sections.filter((section) => !told(section)).map(({ code }) => code)).toStrictEqual([]);
});

test("docstrings promise only codes that exist", () => {
  const sources = filesIn("packages", ".ts").filter((file) => file.includes("/src/"));
  const promised = sources.flatMap((file) => promisedCodes(file).map((code) => ({ file, code })));
  // `feed/…` stands for all codes that begin so.
  const exists = (code: string) =>
    code.endsWith("…") ? codes.some((known) => known.startsWith(code.slice(0, -1))) : codes.includes(code);
  expect(promised.length).toBeGreaterThan(40);
  expect(promised.filter(({ code }) => !exists(code))).toStrictEqual([]);
});

/** The codes after each `@throws` of a file, up to the next tag or the end of the comment. */
function promisedCodes(file: string): readonly string[] {
  const source = readFileSync(within("packages", file), "utf8");
  const promises = source.matchAll(/@throws ((?:(?!\*\/|\n \* @).|\n)*)/g);
  return [...promises].flatMap(([, text]) =>
    [...text!.matchAll(/`([a-z0-9]+\/[a-z0-9…-]+)`/g)].map(([, code]) => code!),
  );
}
