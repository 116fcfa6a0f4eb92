import { expect, test } from "vitest";
import { adjoint } from "./entrants/adjoint.js";
import { createCopy } from "./machine/copyBandwidth.js";
import { readOptions } from "./options.js";
import { replaceBetweenMarkers } from "./report/writeReadme.js";
import { decodeProblem, encodeProblem, makeProblem } from "./workloads/problem.js";
import { workloads } from "./workloads/workloads.js";

const small = workloads.filter(({ name }) => ["W1", "residual", "LeNet"].includes(name));

test.each(small)("a model of $name learns, and does the same again after a reset", async (workload) => {
  const model = await adjoint({ backend: "wasm", threads: 1, quick: true }).open(makeProblem(workload));
  const train = async () =>
    [await model.train(1), await model.train(20), await model.train(workload.name === "LeNet" ? 20 : 200)] as const;
  const losses = await train();
  expect(losses[2]).toBeLessThan(losses[0]);
  model.reset();
  expect(await train()).toStrictEqual(losses);
});

test.each(small)("the problem of $name survives the way to another process", (workload) => {
  const problem = makeProblem(workload);
  expect(decodeProblem(JSON.parse(JSON.stringify(encodeProblem(problem))))).toStrictEqual(problem);
});

test("the copy whose bandwidth is measured is valid WebAssembly", () => {
  expect(createCopy(65_536)).not.toThrow();
});

test("the tables of the page are replaced, and nothing else", () => {
  const page = "before <!-- the last run -->\nold\n<!-- end of the last run --> after";
  const expected = "before <!-- the last run -->\n\nnew\n\n<!-- end of the last run --> after";
  expect(replaceBetweenMarkers(page, "new")).toBe(expected);
  expect(() => replaceBetweenMarkers("no markers", "new")).toThrow("lacks its markers");
});

test("an unknown workload is refused by name", () => {
  expect(() => readOptions(["--only", "W1,W9"], ["W1"])).toThrow('no "W9"; there are W1');
});
