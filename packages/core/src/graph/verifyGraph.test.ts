import { describe, expect, test } from "vitest";
import { add, exp, input, named, parameter, type Tensor, tape, variable, verifyGraph } from "../index.js";

const x = input("x", ["batch", 3]);

test("a well-formed graph comes back as its tape", () => {
  const y = add(exp(x), parameter("bias", [3]));
  expect(verifyGraph([y])).toStrictEqual(tape([y]));
});

test("sizes of zero are fine", () => {
  expect(() => verifyGraph([exp(input("empty", [0, 3]))])).not.toThrow();
});

test("inputs of one name are one input when they are declared alike", () => {
  expect(() => verifyGraph([add(x, input("x", ["batch", 3]))])).not.toThrow();
});

describe("what is not well-formed", () => {
  const code = (...outputs: readonly Tensor[]): unknown => {
    try {
      verifyGraph(outputs);
    } catch (error) {
      return (error as { code: unknown }).code;
    }
    return undefined;
  };

  test("dimensions that are negative, broken, infinite or without letters", () => {
    for (const dim of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "", " "]) {
      expect(code(input("y", [dim])), String(dim)).toBe("graph/dimension");
    }
  });

  test("a shape or an element type other than the inputs give", () => {
    expect(code({ ...exp(x), shape: ["batch", 4] })).toBe("graph/signature");
    expect(code({ ...exp(x), dtype: "f64" })).toBe("graph/signature");
    expect(code(exp({ ...exp(x), shape: ["batch", 4] }))).toBe("graph/signature");
  });

  test("inputs that do not fit the primitive", () => {
    expect(code({ ...add(x, x), inputs: [x, input("y", [3])] })).toBe("elementwise/shapes-differ");
  });

  test("two variables of one name, also when they are declared alike or one was renamed", () => {
    expect(code(parameter("w", [2]), parameter("w", [2]))).toBe("graph/duplicate-variable");
    expect(code(parameter("w", [2]), variable("w", [3]))).toBe("graph/duplicate-variable");
    expect(code(parameter("w", [2]), named("v", parameter("w", [2])))).toBe("graph/duplicate-variable");
  });

  test("two inputs of one name that are declared otherwise", () => {
    expect(code(x, input("x", ["batch", 4]))).toBe("graph/duplicate-input");
    expect(code(x, input("x", ["batch", 3], "f64"))).toBe("graph/duplicate-input");
  });
});
