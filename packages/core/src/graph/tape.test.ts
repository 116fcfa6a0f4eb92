import { describe, expect, test } from "vitest";
import {
  add,
  constant,
  evaluate,
  exp,
  gradients,
  input,
  jvp,
  mul,
  reference,
  sum,
  type Tensor,
  tape,
  toText,
  verifyGraph,
} from "../index.js";

test("each node comes once, after its inputs", () => {
  const x = input("x", [2]);
  const y = exp(x);
  const z = add(mul(y, x), y);
  expect(tape([z, y, z])).toStrictEqual([x, y, z.inputs[0], z]);
});

test("the order is that of the arguments, and depends on the graph alone", () => {
  const build = () => {
    const [a, b] = [input("a", [2]), input("b", [2])];
    const product = mul(a, b);
    return [add(product, exp(b)), sum(product)];
  };
  expect(toText(build())).toBe(toText(build()));
  expect(tape(build()).map(({ primitive }) => primitive.name)).toStrictEqual([
    "input",
    "input",
    "mul",
    "exp",
    "add",
    "sum",
  ]);
});

test("no outputs make an empty tape", () => {
  expect(tape([])).toStrictEqual([]);
});

describe("a chain of 100,000 nodes fits", () => {
  const depth = 100_000;
  const x = input("x", [], "f64");
  const chain = (step: (y: Tensor) => Tensor): Tensor => {
    let y: Tensor = x;
    for (let i = 0; i < depth; i++) y = step(y);
    return y;
  };
  const shift = constant(1e-5, { dtype: "f64" });
  const sums = chain((y) => add(y, shift));
  // d/dx x¹⁰⁰⁰⁰¹ = 100001 at x = 1.
  const products = chain((y) => mul(y, x));

  test("on the tape and in text", () => {
    expect(verifyGraph([sums])).toHaveLength(depth + 2);
    expect(toText([sums]).split("\n")).toHaveLength(depth + 2);
  });

  test("when it is run", () => {
    expect(evaluate(sums, { x: 1 }, { backend: reference })).toBeCloseTo(2, 8);
  });

  test("in reverse mode", () => {
    expect(evaluate(gradients(products, [x])[0], { x: 1 }, { backend: reference })).toBe(depth + 1);
  });

  test("in forward mode", () => {
    const [speed] = jvp([products], [x], [constant(1, { dtype: "f64" })]);
    expect(evaluate(speed!, { x: 1 }, { backend: reference })).toBe(depth + 1);
  });
});
