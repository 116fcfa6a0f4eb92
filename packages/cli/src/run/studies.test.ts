import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dataset } from "@adjoint/data";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../spec/loadSpec.js";
import { buildModel } from "./buildModel.js";
import { createExperiment } from "./createExperiment.js";
import { loadFacts } from "./data/loadData.js";

const folder = fileURLToPath(new URL("../../../../studies", import.meta.url));
const studies = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));

/** Numbers between 0 and 1 that are the same in every run. */
const noise = (size: number) => Float32Array.from({ length: size }, (_, i) => (i * 0.754877666) % 1);

describe("a study", () => {
  test.each(studies)("%s can be built, learns one batch and is measured", async (file) => {
    const { spec, folder: place } = await loadSpec(file, folder);
    const facts = await loadFacts({ ...spec, data: few(spec.data) }, { folder: place });
    const experiment = createExperiment(spec, buildModel(spec, facts), facts);
    using _ = experiment.session;
    const { input, target } = facts;
    const shape = [4, ...input.shape];
    const x = { dtype: "f32", shape, data: noise(shape.reduce((size, dim) => size * dim, 1)) } as const;
    const y =
      target.kind === "classes"
        ? ({ dtype: "i32", shape: [4], data: Int32Array.of(0, 1, 1, 0) } as const)
        : ({ dtype: "f32", shape: [4, target.outputs], data: noise(4 * target.outputs) } as const);
    const examples = dataset({ [input.name]: x, [target.name]: y });
    const [before] = experiment.step(examples, { size: 4 });
    const [after] = experiment.evaluation(examples, { size: 4 });
    for (const batch of [before, after]) {
      expect(batch).toMatchObject({ size: 4, results: { loss: expect.any(Number) } });
    }
    expect(Object.keys(before!.results)).toEqual(expect.arrayContaining(Object.keys(experiment.model.training)));
  });

  test("says what its model reached elsewhere, and what it reaches here", () => {
    const own = studies.filter(
      (file) => file.includes("/") || file === "eckerle4.yaml" || file === "mnist-lenet5.yaml",
    );
    const silent = own.filter(
      (file) => !/^# Reference\b[^:]*: [\s\S]*\n# Ours: .*\d/m.test(readFileSync(`${folder}/${file}`, "utf8")),
    );
    expect(silent).toEqual([]);
  });
});

/** The same data, but fewer of them where they are drawn. */
const few = <Data extends object>(data: Data): Data => ("size" in data ? { ...data, size: 100 } : data);
