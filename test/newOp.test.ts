import { cpSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { insertSorted, newOp } from "../tools/newOp.js";
import { filesIn } from "./internal/filesIn.js";
import { root, within } from "./internal/root.js";
import { runTool } from "./internal/run.js";
import { type Scratch, scratch, scratchConfig } from "./internal/scratch.js";

/** One op for each folder, in a copy of packages/ops/src. */
const made = [
  ["activations", "bentIdentity"],
  ["losses", "quadraticLoss"],
  ["layers", "featureScale"],
  ["math", "pronic"],
  ["metrics", "absoluteGap"],
] as const;

const vitestConfig = `import config from "../../vitest.config.js";
export default { resolve: config.resolve, test: { include: ["src/**/*.test.ts"] } };
`;

let copy: Scratch;
let source: string;
let written: readonly (readonly string[])[];
const folderOf = (path: string): string => relative(root, path);
const read = (file: string): string => readFileSync(join(source, file), "utf8");

beforeAll(() => {
  copy = scratch("newOp");
  source = join(copy.path, "src");
  // The tests of the ops themselves are left out: theirs are run elsewhere.
  cpSync(within("packages/ops/src"), source, {
    recursive: true,
    filter: (path) => !/\.(test|properties)\.ts$/.test(path),
  });
  copy.write("tsconfig.json", scratchConfig(["src"]));
  copy.write("vitest.config.ts", vitestConfig);
  written = made.map(([folder, name]) => newOp(source, folder, name).map((path) => relative(source, path)));
});
afterAll(() => copy.remove());

describe("npm run new-op", () => {
  test("writes the op, its test and its export", () => {
    expect(written).toStrictEqual([
      ["activations/bentIdentity.ts", "activations/bentIdentity.test.ts", "index.ts", "activations/activations.ts"],
      ...made.slice(1).map(([folder, name]) => [`${folder}/${name}.ts`, `${folder}/${name}.test.ts`, "index.ts"]),
    ]);
    expect(read("index.ts")).toContain('export { pronic } from "./math/pronic.js";\n');
  });

  test("adds an activation to the table that specs choose from", () => {
    expect(read("activations/activations.ts")).toContain('import { bentIdentity } from "./bentIdentity.js";\n');
    expect(read("activations/activations.ts")).toMatch(/export const activations = \{[^}]*\bbentIdentity\b[^}]*\};/);
  });

  test("writes what the type checker accepts", () => {
    expect(runTool("tsc", ["-p", copy.path, "--pretty", "false"])).toStrictEqual({ status: 0, output: "" });
  });

  test("writes what the formatter and the linter accept", () => {
    const files = [
      "index.ts",
      "activations/activations.ts",
      ...made.flatMap(([folder, name]) => [`${folder}/${name}.ts`, `${folder}/${name}.test.ts`]),
    ];
    const paths = files.map((file) => join(source, file));
    const { status, output } = runTool("biome", ["check", "--error-on-warnings", "--vcs-enabled=false", ...paths]);
    expect(status, output).toBe(0);
    expect(output).toContain(`Checked ${files.length} files`);
  });

  test("writes tests that pass, with a check of the gradient in each", () => {
    const { status, output } = runTool("vitest", ["run", "--root", copy.path]);
    expect(status, output).toBe(0);
    expect(output).toMatch(/Test Files\s+5 passed/);
    for (const [folder, name] of made) expect(read(`${folder}/${name}.test.ts`)).toContain("toHaveRightGradient(");
  });
});

describe("npm run new-op refuses", () => {
  const refusal = (folder?: string, name?: string) => {
    const before = filesIn(folderOf(source), ".ts");
    let message = "";
    try {
      newOp(source, folder, name);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(filesIn(folderOf(source), ".ts"), "nothing was written").toStrictEqual(before);
    return message;
  };

  test("a folder that does not hold ops", () => {
    expect(refusal("errors", "gelu")).toMatchInlineSnapshot(`
      "There is no folder "errors" for ops. The folders are:

        activations  elementwise or row-wise layers without parameters: relu, softmax
        losses       what training makes small: squaredError, softmaxCrossEntropy
        layers       functions that may own parameters: dense, residual
        math         functions of tensors: mean, logSumExp
        metrics      what is reported, not trained: accuracy

      For example: npm run new-op -- activations gelu"
    `);
    expect(refusal()).toContain("No folder was given. The folders are:");
  });

  test("a name that is none", () => {
    for (const name of ["Gelu", "ge-lu", "../gelu", "gelu.ts", "2gelu", "", "class"]) {
      expect(refusal("activations", name)).toBe(
        `"${name}" cannot be the name of an op. A name is a word in camelCase, of letters and digits, such as gelu or huberLoss.`,
      );
    }
    expect(refusal("activations")).toContain("No name was given.");
  });

  test("a name that is taken, there or in another folder", () => {
    expect(refusal("activations", "relu")).toBe('@adjoint/ops has "relu" already. Choose another name.');
    expect(refusal("math", "relu")).toBe('@adjoint/ops has "relu" already. Choose another name.');
    expect(refusal("losses", "reduction")).toMatch(/losses\/reduction\.ts exists already\./);
  });
});

test("a statement goes where the formatter would sort it", () => {
  const source = 'export { a } from "./a/x.js";\nexport {\n  b,\n} from "./c/x.js";\n';
  const add = (path: string) =>
    insertSorted(source, `export { n } from "${path}";`)
      .match(/from "[^"]+"/g)!
      .map((from) => from.slice(6, -1));
  expect(add("./a/a.js")).toStrictEqual(["./a/a.js", "./a/x.js", "./c/x.js"]);
  expect(add("./b/x.js")).toStrictEqual(["./a/x.js", "./b/x.js", "./c/x.js"]);
  expect(add("./d/x.js")).toStrictEqual(["./a/x.js", "./c/x.js", "./d/x.js"]);
});
