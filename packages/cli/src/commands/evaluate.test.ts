import { readSafetensors, type Safetensors, writeSafetensors } from "@adjoint/data";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, type Workshop } from "../testing/workshop.js";

let shop: Workshop;
let trained: Safetensors;

beforeAll(async () => {
  shop = await createWorkshop();
  await shop.write("tiny.yaml", "data: mnist\nnetwork: [dense: 10]\noptimizer: sgd\nepochs: 1");
  await shop.adjoint(["train", "tiny.yaml", "--data-dir", "data", "--out", "run", "--quiet"]);
  trained = readSafetensors(await shop.read("run/checkpoint.safetensors"));
});

afterAll(() => shop[Symbol.asyncDispose]());

/** What evaluation says to a checkpoint with other contents. */
async function answerTo({ tensors = trained.tensors, metadata = trained.metadata }: Partial<Safetensors>) {
  await shop.write("edited.safetensors", writeSafetensors(tensors, metadata));
  return shop.adjoint(["evaluate", "edited.safetensors", "--data-dir", "data"]);
}

test("a checkpoint holds every variable and what is needed to build the network again", () => {
  expect([...trained.tensors.keys()]).toEqual(["dense_1/weights", "dense_1/bias", "optimizer/step"]);
  expect(trained.metadata).toMatchObject({ format: "adjoint-checkpoint", epoch: "1", adjoint: expect.any(String) });
  expect(JSON.parse(trained.metadata.spec ?? "")).toMatchObject({ name: "tiny", optimizer: { sgd: {} } });
});

describe("a checkpoint that does not fit its network is refused, with all that is wrong", () => {
  test("tensors that are missing, left over or of another form", async () => {
    const bias = trained.tensors.get("dense_1/bias");
    const tensors = new Map([...trained.tensors, ["dense_1/biases", bias!], ["optimizer/step", bias!]]);
    tensors.delete("dense_1/bias");
    const { code, stdout, stderr } = await answerTo({ tensors });
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatchInlineSnapshot(`
      "error: edited.safetensors: the tensors are not those of the network in its metadata:
        "dense_1/bias": expected f32 [10], found no such tensor
        "optimizer/step": expected i32 [], found f32 [10]
        "dense_1/biases": is no variable of this network, found f32 [10]
      "
    `);
  });

  test("a file of somebody else", async () => {
    const { code, stderr } = await answerTo({ metadata: {} });
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "error: edited.safetensors: this is not a checkpoint of adjoint: expected the format "adjoint-checkpoint" in its metadata, found a safetensors file without a format.
      Pass a file that adjoint train wrote.
      "
    `);
    expect((await answerTo({ metadata: { format: "pt" } })).stderr).toContain('found "pt"');
  });

  test("a spec that is none", async () => {
    const { stderr } = await answerTo({ metadata: { ...trained.metadata, spec: '{"data":"mnist"}' } });
    expect(stderr).toMatchInlineSnapshot(`
      "error: edited.safetensors: this is not a checkpoint of adjoint: expected a spec in its metadata, found edited.safetensors:1:1: network: missing; expected a list of layers.
      Pass a file that adjoint train wrote.
      "
    `);
  });

  test("no number of epochs", async () => {
    const { stderr } = await answerTo({ metadata: { ...trained.metadata, epoch: "many" } });
    expect(stderr).toContain('expected a number of epochs, found "many"');
  });

  test("a file that is cut", async () => {
    await shop.write("cut.safetensors", (await shop.read("run/checkpoint.safetensors")).subarray(0, -4));
    const { code, stderr } = await shop.adjoint(["evaluate", "cut.safetensors", "--data-dir", "data"]);
    expect(code).toBe(2);
    expect(stderr).toContain("[safetensors/truncated]");
  });
});

test("where there is no checkpoint, that is said", async () => {
  const { code, stderr } = await shop.adjoint(["evaluate", "data"]);
  expect(code).toBe(2);
  expect(stderr).toMatchInlineSnapshot(`
    "error: data: there is no checkpoint here (no file data/checkpoint.safetensors).
    Pass a folder that adjoint train made, such as runs/mnist-mlp-20260131-120000, or a .safetensors file from one.
    "
  `);
  expect((await shop.adjoint(["evaluate", "nowhere"])).stderr).toContain("nowhere: there is no checkpoint here");
});
