import { expect, test } from "vitest";
import { readSource } from "./source.js";

const { locate, value } = readSource(
  "name: a\nnetwork:\n  - &layer { dense: 3 }\n  - *layer\n  - residual:\n      - relu\nepochs:\n",
  "a.yaml",
);

test("values and keys are located, through lists, mappings and aliases", () => {
  expect(value).toEqual({
    name: "a",
    network: [{ dense: 3 }, { dense: 3 }, { residual: ["relu"] }],
    epochs: null,
  });
  expect(locate(["name"])).toEqual({ line: 1, column: 7 });
  expect(locate(["name"], "key")).toEqual({ line: 1, column: 1 });
  expect(locate(["network", 0, "dense"])).toEqual({ line: 3, column: 21 });
  expect(locate(["network", 1, "dense"])).toEqual({ line: 3, column: 21 });
  expect(locate(["network", 2, "residual", 0])).toEqual({ line: 6, column: 9 });
});

test("what is not there is located by what is around it", () => {
  expect(locate([])).toEqual({ line: 1, column: 1 });
  expect(locate(["network", 2, "residual", 7, "dense"])).toEqual({ line: 6, column: 7 });
  expect(locate(["seed"])).toEqual({ line: 1, column: 1 });
});

test("an empty file has a first place", () => {
  expect(readSource("", "a.yaml").locate(["network"])).toEqual({ line: 1, column: 1 });
});
