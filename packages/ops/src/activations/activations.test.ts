import { constant, gradients, input, reference, type SessionOptions, sum, wasm } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { numbers, parameterNames, parametersOf } from "../evaluation.properties.js";
import { dense } from "../layers/dense.js";
import type { Layer, Same } from "../layers/layer.js";
import { sequential } from "../layers/sequential.js";
import { activations } from "./activations.js";
import { celu } from "./celu.js";
import { elu } from "./elu.js";
import { goldens } from "./goldens.properties.js";
import { leakyRelu } from "./leakyRelu.js";
import { prelu } from "./prelu.js";

const entries = Object.entries(activations) as readonly (readonly [string, Layer<Same>])[];
const x = input("x", [goldens.points.length]);
const feeds = { x: goldens.points };

test("each is called by its own name, which sequential numbers and specs use", () => {
  for (const [name, activation] of entries) expect(activation.kind).toBe(name);
});

const asked: Readonly<Record<string, Layer<Same>>> = {
  ...activations,
  "celu(2)": celu({ alpha: 2 }),
  "elu(2)": elu({ alpha: 2 }),
};

/**
 * Errors are measured against the result, and where it is small beside x, as in the tail of gelu, against 1 or x: 1 + erf cancels
 * there. Four dozen roundings: the derivative of geluTanh at 7 multiplies that of 1 − σ by 84 on its way.
 */
const settings: readonly (SessionOptions & { readonly name: string; readonly tolerance: number })[] = [
  { name: "reference, f64", backend: reference, floats: "f64", tolerance: 48 * 2 ** -53 },
  { name: "wasm, f64", backend: wasm(), floats: "f64", tolerance: 48 * 2 ** -53 },
  { name: "wasm, f32", backend: wasm(), floats: "f32", tolerance: 48 * 2 ** -24 },
];

describe.each(settings)("PyTorch's values and derivatives, $name", ({ tolerance, backend, floats }) => {
  test.each(Object.entries(goldens.functions))("%s", (name, { values, derivatives }) => {
    const y = asked[name]!(x);
    const dy = gradients(sum(y), [x])[0];
    const close = (found: readonly number[], expected: readonly number[]) =>
      found.forEach((value, i) => {
        const scale = Math.abs(expected[i]!) + Math.min(1, Math.abs(goldens.points[i]!));
        expect(Math.abs(value - expected[i]!), `at ${goldens.points[i]}`).toBeLessThanOrEqual(tolerance * scale);
      });
    close(numbers(y, feeds, { backend: backend!, floats: floats! }), values);
    close(numbers(dy, feeds, { backend: backend!, floats: floats! }), derivatives);
  });
});

test("all that PyTorch has by itself were compared", () => {
  // Those over rows have tests of their own; swish is silu; the others are trivial.
  const others = ["identity", "logSoftmax", "softmax", "step", "swish"];
  const compared = Object.keys(goldens.functions).filter((name) => !name.includes("("));
  expect([...compared, ...others].toSorted()).toStrictEqual(Object.keys(activations).toSorted());
});

describe("special values", () => {
  test("NaN stays NaN", () => {
    for (const [name, activation] of entries) {
      expect(numbers(activation(constant([Number.NaN]))), name).toStrictEqual([Number.NaN]);
    }
  });

  test("those that saturate do so without overflow", () => {
    const ends = constant([-Infinity, -1e30, 1e30, Infinity]);
    const at = (name: keyof typeof activations) => numbers(activations[name](ends));
    const half = Math.fround(Math.PI / 2);
    expect(at("sigmoid")).toStrictEqual([0, 0, 1, 1]);
    expect(at("hardSigmoid")).toStrictEqual([0, 0, 1, 1]);
    expect(at("tanh")).toStrictEqual([-1, -1, 1, 1]);
    expect(at("arctan")).toStrictEqual([-half, -half, half, half]);
    expect(at("relu6")).toStrictEqual([0, 0, 6, 6]);
    expect(at("step")).toStrictEqual([0, 0, 1, 1]);
    expect(at("elu")).toStrictEqual([-1, -1, Math.fround(1e30), Infinity]);
    expect(at("celu")).toStrictEqual([-1, -1, Math.fround(1e30), Infinity]);
    expect(at("softplus")).toStrictEqual([0, 0, Math.fround(1e30), Infinity]);
  });

  test("no derivative overflows into NaN at ±10⁴, in f32", () => {
    const far = constant([-1e4, 1e4]);
    for (const [name, activation] of entries.filter(([name]) => !name.toLowerCase().includes("softmax"))) {
      const [low, high] = numbers(gradients(sum(activation(far)), [far])[0]);
      expect([low, high].every(Number.isFinite), `${name}: ${low}, ${high}`).toBe(true);
    }
  });

  test("at 0 the derivatives are those of the right or of the left, as their docstrings say", () => {
    const zero = constant([0], { dtype: "f64" });
    const slope = (activation: Layer<Same>) => numbers(gradients(sum(activation(zero)), [zero])[0])[0];
    expect(slope(leakyRelu({ slope: 0.125 }))).toBe(0.125);
    expect(slope(elu({ alpha: 3 }))).toBe(3);
    expect(slope(celu({ alpha: 3 }))).toBe(1);
    expect(slope(activations.softplus)).toBe(0.5);
    expect(slope(activations.relu6)).toBe(0);
  });

  test("the second derivative of softplus at 0 is σ′(0) = ¼", () => {
    const zero = constant([0], { dtype: "f64" });
    const first = gradients(sum(activations.softplus(zero)), [zero])[0];
    expect(numbers(gradients(sum(first), [zero])[0])).toStrictEqual([0.25]);
  });
});

test("identity gives back the tensor itself", () => {
  expect(activations.identity(x)).toBe(x);
});

test("sigmoid(ln 3) = 3/4 and tanh(ln 2) = 3/5", () => {
  const y = [activations.sigmoid(constant(Math.log(3))), activations.tanh(constant(Math.log(2)))];
  expect(y.map((tensor) => numbers(tensor)[0])).toStrictEqual([0.75, Math.fround(0.6)]);
});

test("step is 1 from 0 on, and lets no gradient through", () => {
  const y = activations.step(constant([-1, -1e-30, 0, 2]));
  expect(numbers(y)).toStrictEqual([0, 0, 1, 1]);
  expect(numbers(gradients(sum(activations.step(x)), [x])[0], feeds).every((value) => value === 0)).toBe(true);
});

describe("prelu", () => {
  const rows = constant([
    [-4, 2],
    [3, -8],
  ]);

  test("has one slope for each feature, ¼ at first, or one for all", () => {
    expect(numbers(prelu()(rows))).toStrictEqual([-1, 2, 3, -2]);
    expect(numbers(prelu({ shared: true, initial: 0.5 })(rows))).toStrictEqual([-2, 2, 3, -4]);
    expect(parametersOf(prelu()(rows)).map(({ shape }) => shape)).toStrictEqual([[2]]);
    expect(parametersOf(prelu({ shared: true })(rows)).map(({ shape }) => shape)).toStrictEqual([[1]]);
  });

  test("is named by its place or by its name, and applied twice shares its slopes", () => {
    expect(parameterNames(sequential(dense(2), prelu())(rows)).at(-1)).toBe("prelu_1/slope");
    const layer = prelu({ name: "leak" });
    expect(parameterNames(layer(layer(rows)))).toStrictEqual(["leak/slope"]);
  });
});
