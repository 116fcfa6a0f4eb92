import { add, constant, evaluate, gradients, input, parameter, type Tensor } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { relu } from "../activations/relu.js";
import { numbers, parametersOf, refusal } from "../evaluation.properties.js";
import { dense } from "../layers/dense.js";
import { residualBlock } from "../layers/residualBlock.js";
import { sequential } from "../layers/sequential.js";
import { squaredError } from "../losses/squaredError.js";
import { elastic } from "./elastic.js";
import { l1 } from "./l1.js";
import { l2 } from "./l2.js";
import { regularisation } from "./regularisation.js";

/** Weights are all 2, biases all −3. */
const twos =
  () =>
  (shape: readonly number[]): Tensor =>
    constant(new Float32Array(shape.reduce((n, dim) => n * dim, 1)).fill(2), { shape });
const settings = { initial: twos(), initialBias: -3 };
const x = input("x", ["batch", 2]);
const network = () => sequential(dense(3, settings), relu, dense(1, settings))(x);
const cost = (rules: Parameters<typeof regularisation>[1], of: Tensor = network()) =>
  evaluate(regularisation(of, rules));

describe("what parameters cost", () => {
  const w = parameter("w/weights", [4], { initial: (_, __, dtype) => constant([1, -2, 0, 3], { dtype }) as Tensor });

  test("λΣ|w|, λΣw², and both", () => {
    expect(evaluate(l1(0.5)(w))).toBe(3);
    expect(evaluate(l2(0.5)(w))).toBe(7);
    expect(evaluate(elastic({ l1: 0.5, l2: 0.5 })(w))).toBe(10);
  });

  test("their gradients are λ sign w, 0 at 0, and 2λw", () => {
    expect(numbers(gradients(l1(0.5)(w), [w])[0])).toStrictEqual([0.5, -0.5, 0, 0.5]);
    expect(numbers(gradients(l2(0.5)(w), [w])[0])).toStrictEqual([1, -2, 0, 3]);
  });

  test("nothing for a factor of 0, and a negative one is refused", () => {
    expect(evaluate(l2(0)(w))).toBe(0);
    expect(refusal(() => l2(-1 as number))).toMatchObject({ code: "ops/option" });
    expect(refusal(() => elastic({ l1: 1, l2: Number.NaN }))).toMatchObject({ code: "ops/option" });
  });
});

describe("in a network of 6 + 3 weights and 3 + 1 biases", () => {
  test("weights and biases have penalties of their own", () => {
    expect(cost({ weights: l2(1) })).toBe(36);
    expect(cost({ biases: l1(1) })).toBe(12);
    expect(cost({ weights: l2(1), biases: l1(1) })).toBe(48);
  });

  test("those of a layer replace the general ones, also when they are none", () => {
    expect(cost({ weights: l2(1), layers: { dense_1: { weights: l1(1) } } })).toBe(12 + 12);
    expect(cost({ weights: l2(1), biases: l2(1), layers: { dense_1: {} } })).toBe(12 + 9);
    expect(cost({ layers: { dense_1: { weights: l2(0.5), biases: l2(1) } } })).toBe(12 + 27);
  });

  test("a parameter can be named, and the longest name of a layer counts", () => {
    expect(cost({ weights: l2(1), parameters: { "dense_2/weights": l1(0.5) } })).toBe(24 + 3);
    const block = residualBlock({ name: "block", units: 1, initial: twos() })(x);
    expect(cost({ layers: { block: { weights: l1(1) }, "block/inner": {} } }, block)).toBe(4);
  });

  test("its gradient is that of the penalties, and adds to that of the loss", () => {
    const outputs = network();
    const loss = squaredError(outputs, constant(0) as Tensor);
    const penalty = regularisation(loss, { weights: l2(0.25) });
    const weights = parametersOf(outputs).filter(({ name }) => name?.endsWith("weights"));
    for (const gradient of gradients(penalty, weights)) {
      expect(new Set(numbers(gradient))).toStrictEqual(new Set([1]));
    }
    const feeds = { x: [[0, 0]] };
    // relu(−3) is 0: the outputs are −3, and the loss 9.
    expect(evaluate(add(loss, penalty), feeds)).toBe(9 + 9);
    expect(penalty.name).toBe("regularisation");
  });

  test("several outputs count each parameter once, in the element type of the first", () => {
    const outputs = network();
    expect(evaluate(regularisation([outputs, relu(outputs)], { weights: l2(1) }))).toBe(36);
    const double = dense(2)(input("double", ["batch", 2], "f64"));
    expect(regularisation(double, { weights: l2(1) }).dtype).toBe("f64");
  });
});

describe("names that no parameter has", () => {
  test("are refused, as are rules that apply to nothing", () => {
    const refused = { code: "ops/parameter-names" };
    expect(refusal(() => cost({ layers: { hidden: { weights: l2(1) } } }))).toMatchObject(refused);
    expect(refusal(() => cost({ parameters: { "dense_1/kernel": l2(1) } }))).toMatchObject(refused);
    expect(refusal(() => cost({}))).toMatchObject(refused);
    expect(refusal(() => cost({ weights: l2(1) }, relu(x)))).toMatchObject(refused);
  });
});
