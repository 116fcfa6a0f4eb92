import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { primitives } from "@adjoint/core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parseSpec } from "../packages/cli/src/spec/parseSpec.js";
import { readSource } from "../packages/cli/src/spec/source.js";
import type { Workshop } from "../packages/cli/src/testing/workshop.js";
import {
  announcedErrors,
  announcedOutput,
  type CodeBlock,
  codeBlocks,
  withoutDirectives,
} from "./internal/codeBlocks.js";
import { filesIn } from "./internal/filesIn.js";
import { pageFolder } from "./internal/pageFolder.js";
import { within } from "./internal/root.js";
import { runTool } from "./internal/run.js";
import { type Scratch, scratch, scratchConfig } from "./internal/scratch.js";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "bench/README.md",
  ...filesIn("docs", ".md").map((file) => `docs/${file}`),
  ...["core", "ops", "optim", "data", "cli"].map((name) => `packages/${name}/README.md`),
];
const read = (page: string): string => readFileSync(within(page), "utf8");
const blocks = pages.flatMap((page) => codeBlocks(page, read(page)));
const programs = blocks.filter(({ info }) => info[0] === "ts" && !info.includes("ignore"));
const fileOf = ({ place }: CodeBlock): string => `${place.replace(/[^A-Za-z0-9]+/g, "-")}.ts`;

let folder: Scratch;
/** Examples announce errors in the same way, so what they quote is checked along with the pages. */
const examples = filesIn("examples", ".ts").filter((file) => /^\d\d-/.test(file) && !file.endsWith(".test.ts"));
const quoting = [
  ...programs.map((block) => ({ place: block.place, file: fileOf(block), text: block.text })),
  ...examples.map((file) => ({ place: `examples/${file}`, file, text: read(`examples/${file}`) })),
].filter(({ text }) => announcedErrors(text).length > 0);
let complaints: string;

beforeAll(() => {
  folder = scratch("readme");
  for (const block of programs) folder.write(fileOf(block), block.text);
  for (const { file, text } of quoting) folder.write(`refused/${file}`, withoutDirectives(text));
  folder.write("tsconfig.json", scratchConfig(["*.ts", "refused/*.ts"]));
  complaints = runTool("tsc", ["-p", folder.path, "--pretty", "false"]).output;
});
afterAll(() => folder.remove());

/** What `tsc` says about one file, with the line of each error and the lines that explain it. */
function complaintsAbout(file: string): readonly { readonly line: number; readonly text: string }[] {
  const found: { line: number; text: string }[] = [];
  let about = false;
  for (const row of complaints.split("\n")) {
    const head = /^(\S+?)\((\d+),\d+\): error/.exec(row);
    if (head !== null) {
      about = head[1]!.endsWith(`/${file}`);
      if (about) found.push({ line: Number(head[2]), text: row });
    } else if (about && found.length > 0) found.at(-1)!.text += `\n${row}`;
  }
  return found;
}

describe("the pages' code", () => {
  test("is there to be checked", () => {
    expect(programs.filter(({ place }) => place.startsWith("README")).length).toBeGreaterThanOrEqual(4);
    expect(quoting.map(({ place }) => place)).toContain("examples/02-shapes.ts");
    // A complaint about no file in particular would mean that nothing was checked.
    expect(complaints.split("\n").filter((row) => row.startsWith("error"))).toStrictEqual([]);
  });

  test.for(programs.map((block) => [block.place, block] as const))("%s is accepted by tsc", ([, block]) => {
    const own = complaintsAbout(fileOf(block)).filter(({ text }) => !text.includes("/refused/"));
    expect(own.map(({ text }) => text)).toStrictEqual([]);
  });

  test.for(quoting.map((quoted) => [quoted.place, quoted] as const))(
    "%s quotes what tsc says",
    ([, { file, text }]) => {
      const found = complaintsAbout(`refused/${file}`);
      const announced = announcedErrors(text);
      expect(found.map(({ line }) => line)).toStrictEqual(announced.map(({ line }) => line));
      announced.forEach(({ message }, i) => {
        expect(found[i]!.text).toContain(`"${message}"`);
      });
    },
  );

  const home = process.cwd();
  let shop: Workshop;
  beforeAll(async () => {
    shop = await pageFolder();
    process.chdir(shop.folder);
  });
  afterAll(async () => {
    process.chdir(home);
    await shop[Symbol.asyncDispose]();
  });

  test.for(programs.map((block) => [block.place, block] as const))(
    "%s runs, and prints what it says",
    async ([, block]) => {
      const [log, error] = (["log", "error"] as const).map((name) =>
        vi.spyOn(console, name).mockImplementation(() => {}),
      );
      await import(/* @vite-ignore */ pathToFileURL(join(folder.path, fileOf(block))).href);
      const printed = log!.mock.calls.map((values) => values.join(" "));
      log!.mockRestore();
      error!.mockRestore();
      const announced = announcedOutput(block.text);
      if (announced.length > 0) expect(printed).toStrictEqual(announced);
    },
  );
});

describe("the pages' commands and specs", () => {
  const pagesOfData = ["docs/data.md", "docs/specs.md"];
  const inPages = (language: string) =>
    blocks.filter(({ place, info }) => info[0] === language && pagesOfData.includes(place.split(":")[0]!));
  let shop: Workshop;
  beforeAll(async () => {
    shop = await pageFolder();
  });
  afterAll(() => shop[Symbol.asyncDispose]());

  const commands = inPages("sh").flatMap(({ text }) =>
    text
      .split("\n")
      .map((line) => line.replace(/ +#.*/, ""))
      // What is fetched needs a network.
      .filter((line) => line.startsWith("adjoint ") && !line.includes(" fetch ")),
  );
  test("do what they say", async () => {
    expect(commands.length).toBeGreaterThanOrEqual(3);
    for (const command of commands) {
      const { code, stderr } = await shop.adjoint(command.split(" ").slice(1));
      expect({ command, code, stderr }).toStrictEqual({ command, code: 0, stderr: "" });
    }
    const specs = inPages("yaml");
    expect(specs.length).toBeGreaterThanOrEqual(4);
    for (const { place, text } of specs) {
      await shop.write("spec.yaml", text);
      const { code, stderr } = await shop.adjoint([
        "train",
        "spec.yaml",
        "--epochs",
        "1",
        "--data-dir",
        "data",
        "--quiet",
      ]);
      expect({ place, code, stderr }).toStrictEqual({ place, code: 0, stderr: "" });
    }
  });
});

describe("the pages' commands and links", () => {
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
  const mentioned = pages.flatMap((page) =>
    [...read(page).matchAll(/\bnpm (run [a-z][a-z-]*|start|test)\b/g)].map(
      ([, words]) => [page, words!.replace("run ", "")] as const,
    ),
  );

  test("every npm script that a page names exists", () => {
    expect(mentioned.length).toBeGreaterThan(5);
    expect(mentioned.filter(([, script]) => !Object.hasOwn(scripts, script))).toStrictEqual([]);
  });

  test("every relative link leads to a file, and its anchor to a heading", () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].flatMap(([, target]) => {
        const [file, anchor] = target!.split("#") as [string, string | undefined];
        const path = file === "" ? page : join(dirname(page), file);
        if (!existsSync(within(path))) return [`${page}: ${target}`];
        return anchor === undefined || anchorsOf(read(path)).includes(anchor) ? [] : [`${page}: ${target}`];
      }),
    );
    expect(broken).toStrictEqual([]);
  });
});

describe("the pages' facts", () => {
  test("every spec is one that the command line accepts, and every study that is named exists", () => {
    const specs = blocks.filter(({ info }) => info[0] === "yaml");
    expect(specs.length).toBeGreaterThan(0);
    for (const { place, text } of specs) expect(() => parseSpec(readSource(text, place))).not.toThrow();
    const studies = pages.flatMap((page) => [...read(page).matchAll(/\bstudies\/[\w-]+\.yaml/g)].map(([path]) => path));
    expect(studies.filter((path) => !existsSync(within(path)))).toStrictEqual([]);
  });

  test("a spec that says which study it is, is that study", () => {
    const withoutComments = (text: string) => text.replace(/^#.*\n/gm, "");
    const quoted = blocks.flatMap(({ text }) => {
      const path = /^# (studies\/[\w-]+\.yaml)\n/.exec(text)?.[1];
      return path === undefined ? [] : [{ path, text: withoutComments(text) }];
    });
    expect(quoted.length).toBeGreaterThan(0);
    for (const { path, text } of quoted) expect(text).toBe(withoutComments(read(path)));
  });

  test("there are as many primitives as they say", () => {
    const counts = pages.flatMap((page) =>
      [...read(page).matchAll(/\b(\d+) primitives\b/g)].map(([, count]) => Number(count)),
    );
    expect(new Set(counts)).toStrictEqual(new Set([Object.keys(primitives).length]));
  });
});

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the reader of pages", () => {
  const page = ["a", "```ts", "const x: 1 = 1;", "```", "", "```sh ignore", "npm test", "```"].join("\n");

  test("finds blocks with their places", () => {
    expect(codeBlocks("a.md", page)).toStrictEqual([
      { place: "a.md:2", info: ["ts"], text: "const x: 1 = 1;\n" },
      { place: "a.md:6", info: ["sh", "ignore"], text: "npm test\n" },
    ]);
    expect(() => codeBlocks("a.md", "```ts")).toThrow("a.md:1: this block is never closed");
  });

  test("finds what is announced", () => {
    const code = "// @ts-expect-error: one\nwrong();\nconsole.log(1 + 1); // → 2\n";
    expect(announcedErrors(code)).toStrictEqual([{ line: 2, message: "one" }]);
    expect(withoutDirectives(code)).toBe("//: one\nwrong();\nconsole.log(1 + 1); // → 2\n");
    expect(announcedOutput(code)).toStrictEqual(["2"]);
  });
});
