import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, type Workshop } from "../testing/workshop.js";

const spec = `
data: { set: mnist, validation: 40 }
network: [{ dense: { units: 8, initial: heNormal } }, relu, { residual: [{ dense: 8 }, tanh] }, { dense: 10 }]
optimizer: { adam: { learningRate: 0.01 } }
epochs: 2
batch: 32
`;

let shop: Workshop;

beforeAll(async () => {
  shop = await createWorkshop();
  await shop.write("tiny.yaml", spec);
});

afterAll(() => shop[Symbol.asyncDispose]());

const train = (...flags: readonly string[]) => shop.adjoint(["train", "tiny.yaml", "--data-dir", "data", ...flags]);
const documentOf = (stdout: string) => JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");

describe("a training", () => {
  test("tells what it does, and leaves a run folder that can be evaluated", async () => {
    const { code, stdout, stderr } = await train();
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const figures = /loss \d+\.\d{4}, accuracy \d+\.\d\d %/g;
    expect(stdout.replaceAll(figures, "loss L, accuracy A %").replaceAll(/\d+\.\d s/g, "S s")).toMatchInlineSnapshot(`
      "tiny learns mnist

      layer                 output       parameters
      dense_1               [batch, 8]        6,280
      relu_1                [batch, 8]
      residual_1            [batch, 8]
        residual_1/dense_1  [batch, 8]           72
        residual_1/tanh_1   [batch, 8]
      dense_2               [batch, 10]          90
      total                                   6,442

      200 examples to train on, 40 to validate, 60 to test
      softmaxCrossEntropy, adam, batches of 32, seed 1

      epoch 1 of 2: train loss L, accuracy A %; validation loss L, accuracy A %; S s
      epoch 2 of 2: train loss L, accuracy A %; validation loss L, accuracy A %; S s
      test: loss L, accuracy A %

      checkpoint  runs/tiny-20260131-120509/checkpoint.safetensors
      report      runs/tiny-20260131-120509/report.html
      evaluate    adjoint evaluate runs/tiny-20260131-120509
      "
    `);

    const run = "runs/tiny-20260131-120509";
    const evaluated = await shop.adjoint(["evaluate", run, "--data-dir", "data"]);
    expect(evaluated.code).toBe(0);
    expect(stdout.match(/^test: .*$/m)?.[0]).toBe(evaluated.stdout.match(/^test: .*(?= on)/m)?.[0]);
  });

  test("with --json ends in a document whose figures evaluation repeats", async () => {
    const { code, stdout, stderr } = await train("--json", "--out", "json");
    const { seconds, ...document } = documentOf(stdout);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain("epoch 2 of 2: train loss");
    expect(seconds).toBeGreaterThan(0);
    const metrics = { loss: expect.any(Number), accuracy: expect.any(Number) };
    const parameters = 784 * 8 + 8 + 8 * 8 + 8 + 8 * 10 + 10;
    expect(document).toEqual({
      train: metrics,
      validation: metrics,
      test: metrics,
      parameters,
      epochs: 2,
      run: "json",
    });
    expect(document.test.accuracy).toBeGreaterThan(0.8);

    const measure = async (split: string) =>
      documentOf((await shop.adjoint(["evaluate", "json", "--data-dir", "data", "--split", split, "--json"])).stdout);
    const checkpoint = "json/checkpoint.safetensors";
    expect(await measure("test")).toEqual({ test: document.test, examples: 60, parameters, epochs: 2, checkpoint });
    expect((await measure("validation")).validation).toEqual(document.validation);
    expect((await measure("train")).examples).toBe(200);

    const history = JSON.parse(String(await shop.read("json/history.json")));
    expect(history).toHaveLength(2);
    expect(history[1]).toMatchObject({ epoch: 2, train: document.train, validation: document.validation });
  });

  test("is the same to the bit under the same seed, also from the spec that it wrote, and another under another", async () => {
    await train("--seed", "5", "--epochs", "1", "--out", "one", "--quiet");
    await train("--seed", "5", "--epochs", "1", "--out", "two", "--quiet");
    await train("--seed", "6", "--epochs", "1", "--out", "three", "--quiet");
    await shop.adjoint(["train", "one/spec.yaml", "--data-dir", "data", "--out", "four", "--quiet"]);
    const bytes = (run: string) => shop.read(`${run}/checkpoint.safetensors`);
    expect((await bytes("one")).equals(await bytes("two"))).toBe(true);
    expect((await bytes("one")).equals(await bytes("four"))).toBe(true);
    expect((await bytes("one")).equals(await bytes("three"))).toBe(false);
  });

  test("is the same to the bit on any number of threads", async () => {
    for (const threads of ["1", "2", "3"])
      await train("--threads", threads, "--epochs", "1", "--out", `on-${threads}`, "--quiet");
    const bytes = (run: string) => shop.read(`${run}/checkpoint.safetensors`);
    expect((await bytes("on-1")).equals(await bytes("on-2"))).toBe(true);
    expect((await bytes("on-1")).equals(await bytes("on-3"))).toBe(true);
  });

  // The reference computes on one thread, whatever it is asked for.
  test.skipIf(process.env.ADJOINT_TEST_BACKEND === "reference")(
    "says so when it computed on fewer threads",
    async () => {
      await shop.write("wide.yaml", spec.replaceAll("8", "96").replace("batch: 32", "batch: 128"));
      process.once("worker", (worker) => void worker.terminate());
      const { code, stdout } = await shop.adjoint([
        "train",
        "wide.yaml",
        "--data-dir",
        "data",
        "--threads",
        "2",
        "--out",
        "wide",
      ]);
      expect(code).toBe(0);
      expect(stdout).toContain("computed on one thread: A worker stopped: it ended.\n");
      expect((await train("--threads", "2", "--epochs", "1", "--out", "not-wide")).stdout).not.toContain("one thread");
    },
  );

  test("with --quiet tells only what came of it", async () => {
    const { stdout } = await train("--epochs", "1", "--quiet", "--out", "quiet");
    expect(stdout).toMatch(/^test: loss .*\n\ncheckpoint {2}quiet\/checkpoint\.safetensors\n/);
    const both = await train("--epochs", "1", "--quiet", "--json", "--out", "both");
    expect(both.stderr).toBe("");
  });

  test("may hold no examples out", async () => {
    await shop.write("all.yaml", spec.replace("validation: 40", "validation: 0"));
    const { stdout } = await shop.adjoint([
      "train",
      "all.yaml",
      "--data-dir",
      "data",
      "--epochs",
      "1",
      "--json",
      "--out",
      "all",
    ]);
    expect(documentOf(stdout)).not.toHaveProperty("validation");
    const { code, stderr } = await shop.adjoint(["evaluate", "all", "--split", "validation", "--data-dir", "data"]);
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: all/checkpoint.safetensors: this run has no validation examples.
      Pass --split train or --split test.
      "
    `);
  });

  test("can learn by squared error", async () => {
    await shop.write("squared.yaml", `${spec}loss: squaredError\n`);
    const { code, stdout } = await shop.adjoint([
      "train",
      "squared.yaml",
      "--data-dir",
      "data",
      "--json",
      "--out",
      "squared",
    ]);
    expect(code).toBe(0);
    expect(documentOf(stdout).test.loss).toBeLessThan(0.2);
  });
});

describe("a training that ends early keeps what it learnt", () => {
  test("when a number is no longer finite", async () => {
    const { code, stdout, stderr } = await train("--learning-rate", "1e30", "--out", "huge", "--json");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: run: "softmaxCrossEntropy".* finite/m);
    expect(stderr).not.toContain("    at ");
    expect(documentOf(stdout)).toMatchObject({ epochs: 0, run: "huge", stopped: "non-finite" });
    expect(String(await shop.read("huge/report.html"))).toContain("No epoch was completed");
    expect((await shop.read("huge/checkpoint.safetensors")).length).toBeGreaterThan(0);
  });

  test("when the user interrupts it", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 60);
    const { code, stdout } = await shop.adjoint(
      ["train", "tiny.yaml", "--data-dir", "data", "--epochs", "100000", "--out", "stopped"],
      { signal: controller.signal },
    );
    expect(code).toBe(130);
    expect(stdout).toMatch(/^interrupted after \d+ whole epochs?; what was learnt is saved$/m);
    expect(stdout).toContain("checkpoint  stopped/checkpoint.safetensors");
    const evaluated = await shop.adjoint(["evaluate", "stopped", "--data-dir", "data"]);
    expect(evaluated.code).toBe(0);
  });
});

describe("a training that cannot begin leaves nothing behind", () => {
  test.each([
    ["a spec that is not there", ["train", "nope.yaml"]],
    ["data that are not there", ["train", "tiny.yaml", "--data-dir", "nowhere", "--out", "never"]],
    ["more held-out examples than there are", ["train", "greedy.yaml", "--data-dir", "data", "--out", "never"]],
    ["a network that does not fit", ["train", "narrow.yaml", "--data-dir", "data", "--out", "never"]],
    ["a folder that is taken", ["train", "tiny.yaml", "--data-dir", "data", "--out", "data"]],
  ])("%s", async (_, argv) => {
    await shop.write("greedy.yaml", spec.replace("validation: 40", "validation: 400"));
    await shop.write("narrow.yaml", spec.replace("{ dense: 10 }", "{ dense: 9 }"));
    const { code, stdout, stderr } = await shop.adjoint(argv);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error: /);
    await expect(shop.read("never/spec.yaml")).rejects.toThrow("ENOENT");
  });
});
