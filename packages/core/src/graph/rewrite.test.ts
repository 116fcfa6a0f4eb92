import { expect, test } from "vitest";
import { add, constant, evaluate, exp, input, mul, named, sum, type Tensor, tanh, verifyGraph } from "../index.js";
import { inline } from "./inline.js";
import { rewrite } from "./rewrite.js";

const x = input("x", [3]);

test("a graph in which nothing is replaced stays the same nodes", () => {
  const y = add(exp(x), x);
  expect(rewrite([y], () => undefined)[0]).toBe(y);
});

test("a replacement is seen by all who used the node, and what it does not touch is kept", () => {
  const kept = tanh(x);
  const replaced = exp(x);
  const [y] = rewrite([add(mul(replaced, kept), replaced)], (node) => (node === replaced ? x : undefined));
  expect(evaluate(y!, { x: [0, 1, 2] })).toStrictEqual(evaluate(add(mul(x, kept), x), { x: [0, 1, 2] }));
  expect(y!.inputs[0]!.inputs[1]).toBe(kept);
  verifyGraph([y!]);
});

test("nodes are replaced bottom-up: `replace` sees inputs that are rewritten already", () => {
  const seen: Tensor[][] = [];
  const inner = exp(x);
  rewrite([tanh(inner)], (node, inputs) => {
    if (node.primitive.name === "tanh") seen.push([...inputs]);
    return node === inner ? x : undefined;
  });
  expect(seen).toStrictEqual([[x]]);
});

test("names are kept, but a name that the replacement has wins", () => {
  const hidden = named("hidden", exp(x));
  const above = named("above", tanh(hidden));
  const swap = (by: Tensor) => rewrite([above], (node) => (node === hidden ? by : undefined))[0]!;
  expect(swap(mul(x, 2))).toMatchObject({ name: "above", inputs: [{ name: "hidden" }] });
  expect(swap(x).inputs[0]!.name).toBe("x");
});

test("inline puts values in place of a graph's inputs, in their order", () => {
  const [a, b] = [input("a", [3]), input("b", [3])];
  const graph = { inputs: [a, b], outputs: [add(a, mul(b, 2)), a] };
  const values = [constant([1, 2, 3]), x];
  const [first, second] = inline(graph, values);
  expect(evaluate(first!, { x: [10, 20, 30] })).toHaveProperty("data", Float32Array.of(21, 42, 63));
  expect(second).toBe(values[0]);
});

test("inline does not touch a node of the same name elsewhere", () => {
  const own = input("x", [3]);
  const [result] = inline({ inputs: [own], outputs: [sum(add(own, x))] }, [constant([1, 1, 1])]);
  expect(evaluate(result!, { x: [1, 2, 3] })).toBe(9);
});
