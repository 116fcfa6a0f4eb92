import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Docstring, docstring } from "./docstring.js";
import { optionsOf } from "./optionsOf.js";

/** A part of a page: the exports of one folder of a package. */
export interface Section {
  /** The folder below the package's `src`, or a file without its ending. */
  readonly folder: string;
  readonly title: string;
  readonly about: string;
  /** What every entry has to say. */
  readonly required: readonly (keyof Docstring)[];
}

/** A page of reference that is generated from docstrings. */
export interface Page {
  /** The package, as a folder below `packages`. */
  readonly package: string;
  /** Other entrances of the package beside `index.ts`, by their paths below `src`. */
  readonly entrances?: readonly string[];
  readonly title: string;
  readonly about: string;
  readonly sections: readonly Section[];
}

/** An export, with the file that declares it. */
interface Export {
  readonly name: string;
  readonly file: string;
}

/** The values that an index exports; types are left out. */
function exportsOf(index: string, folder: string): readonly Export[] {
  return [...index.matchAll(/export (type )?\{([^}]*)\} from "\.\/([^"]+)\.js";/g)].flatMap(
    ([, typeOnly, names, path]) =>
      typeOnly !== undefined
        ? []
        : names!
            .split(",")
            .map((name) => name.trim())
            .filter((name) => name !== "" && !name.startsWith("type "))
            .map((name) => ({ name, file: `${folder}${path}.ts` })),
  );
}

/** The entries of a section, in alphabetical order. */
export interface Entries {
  readonly section: Section;
  readonly entries: readonly Docstring[];
  /** Exports without a docstring. */
  readonly silent: readonly string[];
}

/** A docstring in which each option stands for itself, where they have an interface. */
export function readEntry(file: string, name: string): Docstring | undefined {
  const entry = docstring(readFileSync(file, "utf8"), name);
  const options = optionsOf(file, name);
  if (entry === undefined || options.length === 0) return entry;
  if (entry.parameters.some((parameter) => parameter.startsWith("options."))) return entry;
  const others = entry.parameters.filter((parameter) => !parameter.startsWith("options "));
  return { ...entry, parameters: [...others, ...options] };
}

/**
 * Reads the docstrings that a page is made of.
 *
 * @param source the folder `packages`
 */
export function readEntries(source: string, page: Page): readonly Entries[] {
  const root = join(source, page.package, "src");
  const all = ["index.ts", ...(page.entrances ?? [])].flatMap((index) =>
    exportsOf(readFileSync(join(root, index), "utf8"), index.replace(/index\.ts$/, "")),
  );
  return page.sections.map((section) => {
    const found = all
      .filter(({ file }) => file.startsWith(`${section.folder}/`) || file === `${section.folder}.ts`)
      .map(({ name, file }) => ({ name, entry: readEntry(join(root, file), name) }))
      // A table of the others, called like its folder, is no entry of its own.
      .filter(({ name, entry }) => name !== section.folder || entry?.example !== undefined);
    const entries = found.flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
    return {
      section,
      entries: entries.toSorted((a, b) => a.name.localeCompare(b.name, "en")),
      silent: found.filter(({ entry }) => entry === undefined).map(({ name }) => name),
    };
  });
}

/** Formulas that are set apart by indentation become code; in running text, Markdown would eat their stars. */
const prose = (text: string): string =>
  text
    .split("\n\n")
    .map((part) => (/^\s{2,}/.test(part) ? `\`\`\`text\n${part.replace(/^\s{2}/gm, "")}\n\`\`\`` : part))
    .join("\n\n");

const row = (label: string, text: string | undefined): readonly string[] =>
  text === undefined ? [] : [`- **${label}:** ${text.replace(/\s*\n\s*/g, " ")}`];

/** The text about one export. */
export function entryText(entry: Docstring): string {
  const facts = [
    ...row("Formula", entry.formula),
    ...row("Derivative", entry.derivative),
    ...entry.parameters.flatMap((parameter) => {
      const [name, ...rest] = parameter.split(" ");
      return [`- \`${name}\`: ${rest.join(" ").replace(/\s*\n\s*/g, " ")}`];
    }),
    ...row("Returns", entry.returns),
    ...row("Throws", entry.throws),
    ...entry.sources.flatMap((source) => row("Source", source)),
    ...row("Elsewhere", entry.peers),
  ];
  const example = entry.example === undefined ? [] : [`\`\`\`ts ignore\n${entry.example}\n\`\`\``];
  const parts = [`### ${entry.name}`, prose(entry.summary), facts.join("\n"), ...example];
  return parts.filter((part) => part !== "").join("\n\n");
}

/**
 * A page of reference in Markdown, as its docstrings have it.
 *
 * @param source the folder `packages`
 */
export function referencePage(source: string, page: Page): string {
  const sections = readEntries(source, page);
  const contents = sections.map(({ section, entries }) => {
    const links = entries.map(({ name }) => `[${name}](#${name.toLowerCase()})`).join(", ");
    return `- **${section.title}:** ${links}`;
  });
  const body = sections.flatMap(({ section, entries }) => [
    `## ${section.title}`,
    section.about,
    ...entries.map(entryText),
  ]);
  const note = "<!-- Generated from the docstrings by `npm run reference`; change those. -->";
  return `${[`# ${page.title}`, note, page.about, contents.join("\n"), ...body].join("\n\n")}\n`;
}
