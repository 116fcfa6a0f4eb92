import fc from "fast-check";
import * as mathjs from "mathjs";
import { beforeEach, describe, expect, test } from "vitest";
import { gradients } from "../autodiff/gradients.js";
import { apply } from "../graph/apply.js";
import type { Primitive } from "../graph/primitive.js";
import { backendsLaw, constancyLaw, flatLaws, precisionLaw, smoothLaws } from "../laws/index.js";
import { evaluate } from "../session/evaluate.js";
import type { DType } from "../types/dtype.js";
import type { TensorValue } from "../types/tensorValue.js";
import { type Binary, binary, binaryPrimitives } from "./binary.js";
import { cast } from "./cast.js";
import { constant } from "./constant.js";
import { input } from "./input.js";
import { isFloat } from "./internal/dtypes.js";
import { type Entry, lawCases } from "./lawCases.properties.js";
import { type PrimitiveName, primitives } from "./registry.js";
import { sum } from "./sum.js";
import { type Unary, unary, unaryPrimitives } from "./unary.js";

/** `LAW_RUNS=1000 LAW_SEED=2 vitest run` tries other examples, and more of them. */
const parameters = { numRuns: Number(process.env.LAW_RUNS ?? 12), seed: Number(process.env.LAW_SEED ?? 1) };

const entries = Object.entries<Entry>(lawCases);

/** A program is compiled for each example, so there are fewer. */
const fewer = { ...parameters, numRuns: Math.ceil(parameters.numRuns / 4) };

describe.each(entries.filter(([, { kind }]) => kind !== "none"))("%s", (name, entry) => {
  if (entry.kind === "none") return;
  const byNature = entry.kind === "flat" && entry.declared !== true;
  const laws = entry.kind === "smooth" ? smoothLaws : [...flatLaws, ...(byNature ? [constancyLaw] : [])];
  beforeEach(({ task }) => {
    task.meta.sweep = { of: "primitives", subject: name, check: task.name };
  });
  for (const law of [...laws, precisionLaw]) test(law.name, () => fc.assert(law.of(entry.cases), parameters));
  test(backendsLaw.name, () => fc.assert(backendsLaw.of(entry.cases), fewer));
});

describe("primitives without a law", () => {
  const without = entries.filter(([, { kind }]) => kind === "none");
  test("are the leaves, and those that take integers or truth values", () => {
    expect(without.map(([name]) => name).toSorted()).toStrictEqual(
      ["and", "constant", "extent", "input", "iota", "not", "or", "randomBits", "shiftRight", "variable"].toSorted(),
    );
  });

  test.each(without)("%s lets nothing flow through", (name) => {
    const primitive = primitives[name as PrimitiveName] as Primitive;
    const rule = { cotangent: constant(1), tangents: [], inputs: [], output: constant(1), attributes: {} };
    expect(primitive.vjp(rule).every((share) => share === undefined)).toBe(true);
    expect(primitive.jvp(rule)).toBeUndefined();
  });
});

describe("special values hold exactly", () => {
  const value = (data: number, dtype: DType) => constant([data], { dtype });
  const dtypesOf = ({ dtypes = ["f32", "f64"] }: Unary | Binary, floatsOnly: readonly DType[]) =>
    dtypes.some(isFloat) ? floatsOnly : dtypes;

  test.each(Object.entries<Unary>(unary))("%s", (name, entry) => {
    const primitive = unaryPrimitives[name as keyof typeof unary];
    for (const dtype of dtypesOf(entry, ["f32", "f64"])) {
      for (const [x, y] of entry.special) {
        const found = (evaluate(apply(primitive, [value(x, dtype)], {})) as TensorValue).data[0];
        expect(found, `${name}(${x}) in ${dtype}`).toBe(y);
      }
    }
  });

  test.each(Object.entries<Unary>(unary))("%s of NaN is NaN", (name, entry) => {
    if (name === "not") return;
    for (const dtype of dtypesOf(entry, ["f32", "f64"])) {
      const result = evaluate(apply(unaryPrimitives[name as keyof typeof unary], [value(Number.NaN, dtype)], {}));
      expect((result as TensorValue).data[0]).toBe(Number.NaN);
    }
  });

  test.each(Object.entries<Binary>(binary))("%s", (name, entry) => {
    const primitive = binaryPrimitives[name as keyof typeof binary];
    for (const dtype of dtypesOf(entry, ["f32", "f64"])) {
      for (const [x, y, z] of entry.special) {
        const found = (evaluate(apply(primitive, [value(x, dtype), value(y, dtype)], {})) as TensorValue).data[0];
        expect(found, `${name}(${x}, ${y}) in ${dtype}`).toBe(z);
      }
    }
  });

  test("functions that are odd keep the sign of zero", () => {
    for (const name of [
      "sign",
      "expm1",
      "log1p",
      "sqrt",
      "sin",
      "atan",
      "erf",
      "tanh",
      "floor",
      "ceil",
      "round",
    ] as const) {
      const found = evaluate(apply(unaryPrimitives[name], [value(-0, "f64")], {})) as TensorValue;
      expect(found.data[0], name).toBe(-0);
    }
  });
});

describe("formulas of derivatives agree with mathjs's symbolic ones", () => {
  /**
   * In mathjs's language, which knows neither `expm1` nor σ; the derivative too where mathjs does not know it. `undefined`: has
   * no formula to compare.
   */
  const formulas: { readonly [Name in keyof typeof unary]: string | readonly [string, string] | undefined } = {
    neg: "-x",
    abs: "abs(x)",
    sign: undefined,
    exp: "exp(x)",
    expm1: "exp(x) - 1",
    log: "log(x)",
    log1p: "log(1 + x)",
    sqrt: "sqrt(x)",
    sin: "sin(x)",
    cos: "cos(x)",
    atan: "atan(x)",
    erf: ["erf(x)", "2 / sqrt(pi) * exp(-x ^ 2)"],
    tanh: "tanh(x)",
    sigmoid: "1 / (1 + exp(-x))",
    floor: undefined,
    ceil: undefined,
    round: undefined,
    not: undefined,
  };
  const stretch = ([low, high]: readonly [number, number]): [number, number] =>
    low === -Infinity ? [-4, 4] : [low + 0.01, Math.min(high, low + 5)];

  const compare = (name: string, expression: string, derivative: string | undefined, numbers: readonly number[]) => {
    const primitive = unaryPrimitives[name as keyof typeof unary];
    const x = input("x", [numbers.length], "f64");
    const y = apply(primitive, [x], {});
    const slope = gradients(sum(y), [x])[0];
    const bend = gradients(sum(slope), [x])[0];
    const [values, first, second] = evaluate([y, slope, bend], { x: [...numbers] }, { floats: "f64" });
    const symbolic = derivative === undefined ? mathjs.derivative(expression, "x") : mathjs.parse(derivative);
    const oracles = [mathjs.parse(expression), symbolic, mathjs.derivative(symbolic, "x")];
    [values, first, second].forEach((found, order) => {
      const oracle = oracles[order]!.compile();
      numbers.forEach((at, i) => {
        const expected = Number(oracle.evaluate({ x: at }));
        const actual = (found as TensorValue).data[i]!;
        const where = `derivative ${order} of ${name} at ${at}: ${actual} instead of ${expected}`;
        expect(Math.abs(actual - expected), where).toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(expected), 1e-3));
      });
    });
  };

  const withFormula = Object.entries(formulas).flatMap(([name, formula]) =>
    formula === undefined ? [] : [[name, ...[formula].flat()] as [string, string, string?]],
  );
  test.each(withFormula)("%s is %s", (name, expression, derivative) => {
    const [low, high] = stretch(unary[name as keyof typeof unary].domain);
    const points = fc.array(fc.double({ min: low, max: high, noNaN: true }), { minLength: 1, maxLength: 5 });
    const even = Array.from({ length: 41 }, (_, i) => low + ((high - low) * (i + 0.5)) / 41);
    compare(name, expression, derivative, even);
    fc.assert(
      fc.property(points, (numbers) => compare(name, expression, derivative, numbers)),
      parameters,
    );
  });

  test("abs has the slope of its side, and 0 at the kink", () => {
    const x = input("x", [5], "f64");
    const slope = gradients(sum(apply(unaryPrimitives.abs, [x], {})), [x])[0];
    expect(evaluate(slope, { x: [-2, -0, 0, 1e-300, 3] })).toHaveProperty("data", Float64Array.of(-1, -0, 0, 1, 1));
  });

  test("x ** y: both slopes and the second derivatives, at exponents and bases where a formula may break", () => {
    const [x, y] = [input("x", [], "f64"), input("y", [], "f64")];
    const z = apply(binaryPrimitives.pow, [x, y], {});
    const slopes = gradients(z, [x, y]);
    const bends = slopes.flatMap((slope) => gradients(slope, [x, y]));
    const expressions = ["x", "y"].map((by) => mathjs.derivative("x^y", by));
    const oracles = [...expressions, ...expressions.flatMap((d) => ["x", "y"].map((by) => mathjs.derivative(d, by)))];
    for (const point of [
      { x: 2, y: 0 },
      { x: 2, y: 1 },
      { x: 0.3, y: -1.5 },
      { x: 1, y: 0 },
      { x: 3, y: 2 },
    ]) {
      const found = evaluate([...slopes, ...bends], point);
      oracles.forEach((oracle, i) => {
        expect(found[i], `${oracle.toString()} at ${JSON.stringify(point)}`).toBeCloseTo(oracle.evaluate(point), 10);
      });
    }
    expect(evaluate(slopes, { x: 0, y: 0 })).toStrictEqual([0, 0]);
    expect(evaluate(slopes, { x: 0, y: 1 })).toStrictEqual([1, 0]);
    expect(evaluate(slopes, { x: 0, y: 2 })).toStrictEqual([0, 0]);
    expect(evaluate(bends[0]!, { x: 0, y: 2 })).toBe(2);
  });
});

test("integers wrap and truncate as 32-bit integers do", () => {
  const run = (name: keyof typeof binary, x: number, y: number) =>
    evaluate(apply(binaryPrimitives[name], [constant(x, { dtype: "i32" }), constant(y, { dtype: "i32" })], {}));
  expect(run("add", 2 ** 31 - 1, 1)).toBe(-(2 ** 31));
  expect(run("mul", 0x12345678, 0x9abcdef)).toBe(Math.imul(0x12345678, 0x9abcdef));
  expect(run("div", -7, 2)).toBe(-3);
  expect(run("sub", -(2 ** 31), 1)).toBe(2 ** 31 - 1);
  expect(evaluate(cast(constant([1.9, -1.9, 2 ** 32 + 5], { dtype: "f64" }), "i32"))).toHaveProperty(
    "data",
    Int32Array.of(1, -1, 5),
  );
  expect(evaluate(cast(constant([0, -0, 0.1, Number.NaN]), "bool"))).toHaveProperty("data", Uint8Array.of(0, 0, 1, 1));
});
