import { add, constant, createSession, input, matmul, type Tensor } from "@adjoint/core";
import { expect, test } from "vitest";
import { relu } from "../activations/relu.js";
import { tanh } from "../activations/tanh.js";
import { parametersOf } from "../evaluation.properties.js";
import { heNormal } from "../initialisers/he.js";
import { residualBlock } from "./residualBlock.js";

const x = input("x", ["batch", 3]);
const feeds = {
  x: [
    [0.3, -1.2, 0.7],
    [1.9, 0.1, -0.4],
  ],
};

test.each([
  ["relu, of the input's width, by default", {}, relu, 3],
  ["tanh and another width inside", { activation: tanh, units: 5 }, tanh, 5],
] as const)("y = x + σ(x·W₁ + b)·W₂ with %s", (_, options, activation, width) => {
  const y = residualBlock(options)(x);
  const [first, bias, second] = parametersOf(y) as readonly [Tensor, Tensor, Tensor];
  expect([first, bias, second].map(({ shape }) => shape)).toStrictEqual([[3, width], [width], [width, 3]]);
  const composed: Tensor = add(x, matmul(activation(add(matmul(x, first), bias) as Tensor), second) as Tensor);
  const [ours, theirs] = createSession({ seed: 2 })
    .compile({ outputs: [y, composed] })
    .run(feeds);
  expect(ours).toStrictEqual(theirs);
});

test("both matrices start from the initialiser that it is given, the bias from 0", () => {
  const session = createSession();
  session.compile({ outputs: residualBlock({ initial: heNormal })(x) });
  session.compile({ outputs: residualBlock({ name: "other" })(x) });
  expect(session.read("residualBlock/inner/bias").data).toStrictEqual(new Float32Array(3));
  for (const part of ["inner", "outer"]) {
    const ours = session.read(`residualBlock/${part}/weights`).data;
    expect(ours).not.toStrictEqual(new Float32Array(9));
    expect(ours).not.toStrictEqual(session.read(`other/${part}/weights`).data);
  }
});

test("applied twice, a block shares its parameters", () => {
  const block = residualBlock();
  expect(parametersOf(block(block(x)))).toHaveLength(3);
});

test("the shape stays, whatever the batch", () => {
  expect(residualBlock({ units: 7 })(input("boxes", ["batch", 4, 3])).shape).toStrictEqual(["batch", 4, 3]);
  expect(residualBlock()(constant([[1, 2]])).shape).toStrictEqual([1, 2]);
});
