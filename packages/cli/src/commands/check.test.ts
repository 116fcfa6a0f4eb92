import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, type Workshop } from "../testing/workshop.js";

let shop: Workshop;

const network = "[{ dense: 4 }, tanh, { residualBlock: { activation: tanh } }, { dense: 3 }]";

const bin = fileURLToPath(new URL("../../bin/adjoint.js", import.meta.url));
/** For modules in a folder that knows no packages. */
const core = new URL("../../../core/dist/index.js", import.meta.url).href;

/** x², whose author got its derivative wrong by a factor. */
const square = (factor: number) => `
  import { constant, customGradient, input, mul } from ${JSON.stringify(core)};
  const x = input("x", [3]);
  const square = customGradient({
    name: "square",
    value: (x) => mul(x, x),
    vjp: ({ cotangent, inputs: [x] }) => [mul(cotangent, mul(constant(${factor}), x))],
  });
  export default () => ({ outputs: square(x), feeds: { x: [0.5, -1, 3] } });`;

beforeAll(async () => {
  shop = await createWorkshop();
  await shop.write("net.yaml", `data: { make: gaussianMixture, classes: 3 }\nnetwork: ${network}`);
  await shop.write("wrong.mjs", square(4));
  await shop.write("right.mjs", square(2));
});

afterAll(() => shop[Symbol.asyncDispose]());

const check = (...argv: readonly string[]) => shop.adjoint(["check", ...argv]);

/** The program as people call it: what a module imports is then what the program itself imports. */
const checkModule = (...argv: readonly string[]) =>
  new Promise<{ readonly code: unknown; readonly stdout: string }>((resolve) => {
    execFile(process.execPath, [bin, "check", ...argv], { cwd: shop.folder }, (error, stdout) =>
      resolve({ code: error?.code ?? 0, stdout }),
    );
  });

describe("adjoint check", () => {
  test("proves the gradient of a spec's loss, first and second derivatives", async () => {
    const { code, stdout } = await check("net.yaml", "--order", "2");
    expect(stdout).toMatch(/^✓ taylor .* slopes ≥ 1\.00, 2\.00, (2\.99|3\.00)$/m);
    expect(stdout).toContain("10 checks agree.");
    expect(code).toBe(0);
  });

  test("fails for a module whose rule is wrong, and says by which factor", async () => {
    const { code, stdout } = await checkModule("wrong.mjs");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^✗ jacobian/m);
    expect(stdout).toContain('All derivatives by "x" [3] are 2 times what they should be');
    expect((await checkModule("right.mjs")).code).toBe(0);
  });

  test("checks each layer, or those asked for", async () => {
    const all = await check("net.yaml", "--layers");
    expect(all.stdout).toContain('✓ "dense_1" [batch, 4]');
    expect(all.stdout).toContain('✓ "residualBlock_1" [batch, 4]');
    const { code, stdout } = await check("net.yaml", "--layer", "residualBlock_1");
    expect(code).toBe(0);
    expect(stdout.match(/^✓/gm)).toHaveLength(1);
  });

  test("tells nothing wrong of a network that normalises, where the gradient of a bias cancels", async () => {
    await shop.write(
      "normal.yaml",
      "data: iris\nnetwork: [{ dense: 4 }, batchNorm, relu, { dropout: 0.2 }, { dense: 3 }]",
    );
    for (const flags of [[], ["--layers"], ["--backends"]]) {
      const { code, stdout } = await check("normal.yaml", "--batch", "6", ...flags);
      expect({ code, stdout }).toMatchObject({ code: 0 });
      expect(stdout).toMatch(/^✓/m);
    }
  });

  test("compares the backends", async () => {
    const { code, stdout } = await check("net.yaml", "--backends");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ wasm f64/m);
    expect(stdout).toMatch(/^✓ wasm f32/m);
  });

  test("checks the compiled backend too", async () => {
    expect(await check("net.yaml", "--backend", "wasm")).toMatchObject({ code: 0 });
  });

  test("prints one document", async () => {
    const { code, stdout } = await checkModule("wrong.mjs", "--json");
    const { pass, checks } = JSON.parse(stdout);
    expect({ code, pass }).toEqual({ code: 1, pass: false });
    for (const each of checks) expect(Object.keys(each)).toEqual(["name", "pass", "worst", "where", "reason"]);
    expect(checks.find(({ name }: { name: string }) => name === "jacobian")).toMatchObject({ pass: false });
  });

  test("draws what Taylor's formula leaves", async () => {
    await check("net.yaml", "--plot", "taylor.svg", "--halvings", "8");
    const svg = (await shop.read("taylor.svg")).toString();
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain("&quot;dense_1/weights&quot; [5, 4]");
    await check("net.yaml", "--layer", "residualBlock_1", "--plot", "taylor.png");
    expect([...(await shop.read("taylor.png")).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  test("says what is wrong with what it was given", async () => {
    await shop.write("empty.mjs", "export const nothing = 1;");
    await shop.write("broken.mjs", "import 'no-such-package';");
    const refused = async (...argv: readonly string[]) => {
      const { code, stderr } = await check(...argv);
      expect(code).toBe(2);
      return stderr.replaceAll(`${shop.folder}/`, "");
    };
    expect(await refused("net.yaml", "--layer", "dense_7")).toMatchInlineSnapshot(`
      "error: check: there is no layer "dense_7"; there are "dense_1", "residualBlock_1", "dense_2", "softmaxCrossEntropy".
      "
    `);
    expect(await refused("net.yaml", "--layers", "--order", "2")).toContain("cannot be used with");
    expect(await refused("net.yaml", "--plot", "taylor.gif")).toMatchInlineSnapshot(`
      "error: taylor.gif: a picture is written as .svg or .png, by the ending of its name.
      "
    `);
    expect(await refused("empty.mjs")).toMatchInlineSnapshot(`
      "error: empty.mjs: the default export must be { outputs, feeds }, or a function that returns it; found nothing.
      outputs is a tensor or a list of them, feeds a value for each input by name, and wrt (optional) what to differentiate by.
      "
    `);
    expect(await refused("broken.mjs")).toContain("broken.mjs: this module cannot be loaded: ");
    expect(await refused("missing.mjs")).toContain("missing.mjs: this module cannot be loaded: ");
  });
});
