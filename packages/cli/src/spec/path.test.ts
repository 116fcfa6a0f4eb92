import { expect, test } from "vitest";
import { formatPath } from "./path.js";

test("a path reads as people write it", () => {
  expect(formatPath(["network", 2, "dense", "units"])).toBe("network[2].dense.units");
  expect(formatPath([])).toBe("");
});
