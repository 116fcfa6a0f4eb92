import { constant, evaluate, input, sub } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { relu } from "../activations/relu.js";
import { tanh } from "../activations/tanh.js";
import { numbers, parameterNames } from "../evaluation.properties.js";
import { dense } from "./dense.js";
import { type AnyLayer, applyLayer, layer, type Same } from "./layer.js";
import { residual } from "./residual.js";
import { residualBlock } from "./residualBlock.js";
import { sequential } from "./sequential.js";

const x = input("x", ["batch", 2]);

test("layers in turn, the first one first", () => {
  const minusThree = layer<Same>("minusThree", (y) => sub(y, 3));
  expect(numbers(sequential(relu, minusThree)(constant([-1, 5])))).toStrictEqual([-3, 2]);
  expect(numbers(sequential(minusThree, relu)(constant([-1, 5])))).toStrictEqual([0, 2]);
});

test("of no layers it is the identity", () => {
  expect(sequential()(x)).toBe(x);
});

describe("names", () => {
  test("are kind and number, counted for each kind", () => {
    const network = sequential(dense(3), relu, dense(4, { bias: false }), relu, dense(5));
    expect(parameterNames(network(x))).toStrictEqual([
      "dense_1/weights",
      "dense_1/bias",
      "dense_2/weights",
      "dense_3/weights",
      "dense_3/bias",
    ]);
  });

  test("of nested sequentials are paths", () => {
    const network = sequential(sequential(dense(3), sequential(dense(3, { bias: false }))), sequential(dense(3)));
    expect(parameterNames(network(x))).toStrictEqual([
      "sequential_1/dense_1/weights",
      "sequential_1/dense_1/bias",
      "sequential_1/sequential_1/dense_1/weights",
      "sequential_2/dense_1/weights",
      "sequential_2/dense_1/bias",
    ]);
  });

  test("of residual layers and blocks are paths, without a step for the sequential inside a residual", () => {
    const bare = { bias: false };
    const network = sequential(
      residual(sequential(dense(3, bare), tanh, dense(2, bare))),
      residual(dense(2, bare)),
      residual(residual(dense(2, bare))),
      residualBlock(),
      residual(residualBlock()),
      residualBlock({ name: "last" }),
    );
    expect(parameterNames(network(x))).toStrictEqual([
      "residual_1/dense_1/weights",
      "residual_1/dense_2/weights",
      "residual_2/dense/weights",
      "residual_3/residual/dense/weights",
      "residualBlock_1/inner/weights",
      "residualBlock_1/inner/bias",
      "residualBlock_1/outer/weights",
      "residual_4/residualBlock/inner/weights",
      "residual_4/residualBlock/inner/bias",
      "residual_4/residualBlock/outer/weights",
      "last/inner/weights",
      "last/inner/bias",
      "last/outer/weights",
    ]);
  });

  test("that a layer was given are its own, wherever it is", () => {
    const network = sequential(sequential(dense(2, { name: "hidden" })), dense(2));
    expect(parameterNames(network(x))).toStrictEqual([
      "hidden/weights",
      "hidden/bias",
      "dense_1/weights",
      "dense_1/bias",
    ]);
  });

  test("of a network stand under the name that it is applied with", () => {
    const network = sequential(dense(2, { bias: false }));
    expect(parameterNames(network(x, { name: "encoder" }))).toStrictEqual(["encoder/dense_1/weights"]);
  });

  test("let the same network be built twice in one graph only under two names", () => {
    const twice = (first: string, second: string) => {
      const network = () => sequential(dense(2));
      return network()(network()(constant([[1, 2]]), { name: first }), { name: second });
    };
    expect(() => evaluate(twice("a", "a"))).toThrow('called "a/dense_1/weights"');
    expect(evaluate(twice("a", "b"))).toMatchObject({ shape: [1, 2] });
  });
});

test("whether the graph is for training reaches every layer, however deep", () => {
  const seen: boolean[] = [];
  const spy = layer<Same>("spy", (y, { training }) => {
    seen.push(training);
    return y;
  });
  const network = sequential(
    spy,
    residual(spy),
    sequential(residual(sequential(spy))),
    residualBlock({ activation: spy }),
  );
  network(x);
  expect(seen).toStrictEqual([false, false, false, false]);
  network(x, { training: true });
  expect(seen.slice(4)).toStrictEqual([true, true, true, true]);
});

test("a layer is always given a name: its kind unless it was applied with another", () => {
  const names: string[] = [];
  const spy: AnyLayer = layer<Same>("spy", (y, { name }) => {
    names.push(name);
    return y;
  });
  applyLayer(spy, x, {});
  applyLayer(spy, x, { name: "own" });
  sequential(spy, spy)(x);
  expect(names).toStrictEqual(["spy", "own", "spy_1", "spy_2"]);
});
