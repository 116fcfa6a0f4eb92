import { fromJson } from "@adjoint/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, type Workshop } from "../testing/workshop.js";

let shop: Workshop;

beforeAll(async () => {
  shop = await createWorkshop();
  await shop.write(
    "net.yaml",
    "data: mnist\nnetwork: [{ dense: 8 }, { residual: [{ dense: 8 }, relu] }, residualBlock, { dense: 10 }]",
  );
});

afterAll(() => shop[Symbol.asyncDispose]());

const inspect = (...flags: readonly string[]) => shop.adjoint(["inspect", "net.yaml", ...flags]);

describe("adjoint inspect", () => {
  test("shows the layers, then the graph", async () => {
    const { code, stdout } = await inspect();
    expect(code).toBe(0);
    const [table, graph] = stdout.split("\n\n");
    expect(`\n${table}\n`).toMatchInlineSnapshot(`
      "
      layer                 output       parameters
      dense_1               [batch, 8]        6,280
      residual_1            [batch, 8]
        residual_1/dense_1  [batch, 8]           72
        residual_1/relu_1   [batch, 8]
      residualBlock_1       [batch, 8]          136
      dense_2               [batch, 10]          90
      total                                   6,578
      "
    `);
    expect(graph).toMatch(/^%0 .*/);
    expect(graph).toContain('"dense_1/weights"');
    expect(graph?.trimEnd()).toMatch(/"softmaxCrossEntropy"$/);
  });

  test("shows the gradients of all parameters", async () => {
    const { stdout } = await inspect("--stage", "gradient");
    for (const name of ["dense_1/weights", "residual_1/dense_1/bias", "residualBlock_1/outer/weights"]) {
      expect(stdout).toContain(`"gradient of ${name}"`);
    }
  });

  test("shows what the compiler makes of a step", async () => {
    const simplified = await inspect("--stage", "simplify");
    expect(simplified.stdout).toMatch(/dot .* f32\[8, 10\]/);
    const fused = await inspect("--stage", "fuse");
    expect(fused.stdout).toContain('#0  product [64, 8] of "images" and "dense_1/weights", inner 784');
    expect(fused.stdout).toContain("is finite");
    const planned = await inspect("--stage", "plan");
    expect(planned.stdout).toMatch(/\narena: \d+ bytes; without sharing: \d+ bytes\n$/);
  });

  test("shows the compiler's stages as text only", async () => {
    const { code, stderr } = await inspect("--stage", "plan", "--json");
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: inspect: the stage "plan" is shown as text only; leave out --format and --json.
      "
    `);
  });

  test("draws a diagram, and nothing that is none", async () => {
    const { stdout } = await inspect("--format", "mermaid");
    const lines = stdout.split("\n").filter((line) => !line.startsWith("%%"));
    expect(lines[0]).toBe("flowchart TD");
    expect(stdout).toMatch(/^%% total .* 6,578$/m);
  });

  test("prints one document, whose graph can be read again", async () => {
    const { stdout } = await inspect("--json");
    const { name, layers, parameters, graph } = JSON.parse(stdout);
    expect({ name, parameters }).toEqual({ name: "net", parameters: 6578 });
    expect(layers[2]).toEqual({ name: "residual_1/dense_1", depth: 1, output: "[batch, 8]", parameters: 72 });
    expect(fromJson(graph)).toHaveLength(1);
  });

  test("prints either a document or a format", async () => {
    const { code, stderr } = await inspect("--json", "--format", "mermaid");
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be used with");
  });
});
