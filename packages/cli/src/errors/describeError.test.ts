import { AdjointError, input, matmul } from "@adjoint/core";
import { writeIdx } from "@adjoint/data";
import { dense } from "@adjoint/ops";
import { sgd } from "@adjoint/optim";
import { expect, test } from "vitest";
import { blameOf, describeError } from "./describeError.js";

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

test.each([
  ["a tensor that IDX cannot hold", () => writeIdx({ dtype: "bool", shape: [1], data: Uint8Array.of(1) }), "input"],
  ["a layer without units", () => dense(0 as number), "input"],
  ["a rate below zero", () => sgd({ learningRate: -1 }), "input"],
  ["a product that does not fit", () => matmul(input("a", [2, 3]) as never, input("b", [2, 3]) as never), "run"],
  ["more numbers than memory holds", () => new Float32Array(2 ** 50), "run"],
  ["a slip of ours", () => (undefined as unknown as string).length, "program"],
] as const)("%s", (_, act, blame) => {
  const error = thrown(act);
  expect(blameOf(error)).toBe(blame);
  expect(describeError(error)).toMatch(/^error: /);
});

test("an error of ours says so, and how to learn more", () => {
  expect(describeError(new TypeError("x is undefined"))).toMatchInlineSnapshot(`
    "error: this should not have happened: x is undefined
    Run the command again with --debug to see where."
  `);
  expect(describeError("a string")).toContain("a string");
});

test("an error of the framework is a failed run", () => {
  expect(describeError(new AdjointError("session/closed", {}))).toMatchInlineSnapshot(
    `"error: This session is closed; create another one."`,
  );
});
