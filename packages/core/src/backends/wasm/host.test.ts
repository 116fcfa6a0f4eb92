import { expect, test } from "vitest";
import { hostFunctions, hostSource } from "./host.js";

test("workers compute with the same functions", () => {
  const inWorker = new Function(`return ${hostSource}`)() as Record<string, (...args: readonly number[]) => number>;
  expect(Object.keys(inWorker)).toEqual(Object.keys(hostFunctions));
  for (const [name, here] of Object.entries(hostFunctions)) {
    for (const x of [-7, -2.5, -0.3, 0, 1e-9, 0.7, 2, 3.1, 40, Infinity, Number.NaN]) {
      expect(inWorker[name]!(x, 1.5), `${name}(${x})`).toBe((here as (x: number, y: number) => number)(x, 1.5));
    }
  }
});
