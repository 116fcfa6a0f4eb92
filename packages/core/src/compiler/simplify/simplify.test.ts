import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphs } from "../../backends/graphs.properties.js";
import { reference } from "../../backends/reference/reference.js";
import { named } from "../../graph/named.js";
import { tape } from "../../graph/tape.js";
import type { Tensor } from "../../graph/tensor.js";
import { toText } from "../../graph/toText.js";
import { verifyGraph } from "../../graph/verifyGraph.js";
import { add, div, mul, sub } from "../../primitives/binary.js";
import { broadcastTo } from "../../primitives/broadcastTo.js";
import { constant } from "../../primitives/constant.js";
import { extent } from "../../primitives/extent.js";
import { input } from "../../primitives/input.js";
import { iota } from "../../primitives/iota.js";
import { reshape } from "../../primitives/reshape.js";
import { stopGradient } from "../../primitives/stopGradient.js";
import { sum } from "../../primitives/sum.js";
import { transpose } from "../../primitives/transpose.js";
import { exp, log, neg } from "../../primitives/unary.js";
import { parameter } from "../../primitives/variable.js";
import { lower } from "../../session/lower.js";
import { createSession } from "../../session/session.js";
import { simplify } from "./simplify.js";

const x: Tensor = input("x", [2, 3]);
const w: Tensor = parameter("w", [2, 3]);

/** A graph of these nodes, simplified, as text. */
const after = (...outputs: readonly Tensor[]): string => {
  const simplified = simplify(outputs);
  verifyGraph(simplified);
  return toText(simplified);
};

describe("constants are folded", () => {
  test("through any primitive, when the result is small", () => {
    const two = constant(2);
    const scale = div(mul(sum(constant([1, 2, 3])), two) as Tensor, extent([4]) as never) as Tensor;
    expect(toText([mul(x, exp(scale) as never) as Tensor])).toMatchInlineSnapshot(`
      "%0  input               f32[2, 3]  "x"
      %1  constant [1, 2, 3]  f32[3]
      %2  sum %1 axes=[0]     f32[]
      %3  constant 2          f32[]
      %4  mul %2 %3           f32[]
      %5  extent shape=[4]    f32[]
      %6  div %4 %5           f32[]
      %7  exp %6              f32[]
      %8  broadcastTo %7      f32[2, 3]
      %9  mul %0 %8           f32[2, 3]"
    `);
    expect(after(mul(x, exp(scale) as never) as Tensor)).toMatchInlineSnapshot(`
      "%0  input              f32[2, 3]  "x"
      %1  constant 20.08554  f32[]
      %2  broadcastTo %1     f32[2, 3]
      %3  mul %0 %2          f32[2, 3]"
    `);
  });

  test("with the rounding of their own type", () => {
    const third = div(constant(1), 3) as Tensor;
    const [folded] = simplify([third]);
    expect(folded!.attributes.value).toHaveProperty("data", Float32Array.of(1 / 3));
  });

  test("but neither broadcast nor larger than sixteen numbers", () => {
    const many = mul(iota(17, "f32"), 2) as Tensor;
    const few = mul(iota(16, "f32"), 2) as Tensor;
    expect(after(many, few, broadcastTo(constant(1), [2, 3]))).toMatchInlineSnapshot(`
      "%0  iota                                  f32[17]
      %1  constant 2                            f32[]
      %2  broadcastTo %1                        f32[17]
      %3  mul %0 %2                             f32[17]
      %4  constant [0, 1, 2, 3, 4, 5, 6, 7, …]  f32[16]
      %5  broadcastTo %1                        f32[16]
      %6  mul %4 %5                             f32[16]
      %7  constant 1                            f32[]
      %8  broadcastTo %7                        f32[2, 3]"
    `);
  });
});

describe("equal nodes are shared", () => {
  test("also when they were declared apart", () => {
    const outputs = [add(exp(x), exp(input("x", [2, 3]) as never) as never) as Tensor, neg(exp(x))];
    expect(toText(outputs)).toMatchInlineSnapshot(`
      "%0  input      f32[2, 3]  "x"
      %1  exp %0     f32[2, 3]
      %2  input      f32[2, 3]  "x"
      %3  exp %2     f32[2, 3]
      %4  add %1 %3  f32[2, 3]
      %5  exp %0     f32[2, 3]
      %6  neg %5     f32[2, 3]"
    `);
    expect(after(...outputs)).toMatchInlineSnapshot(`
      "%0  input      f32[2, 3]  "x"
      %1  exp %0     f32[2, 3]
      %2  add %1 %1  f32[2, 3]
      %3  neg %1     f32[2, 3]"
    `);
  });

  test("unless attributes differ, or the sign of a zero", () => {
    const outputs = [
      sum(x, { axes: [0] }),
      sum(x, { axes: [1] }),
      add(x, constant(0) as never),
      add(x, constant(-0) as never),
    ];
    expect(after(...(outputs as Tensor[]))).toMatchInlineSnapshot(`
      "%0  input            f32[2, 3]  "x"
      %1  sum %0 axes=[0]  f32[3]
      %2  sum %0 axes=[1]  f32[2]
      %3  constant 0       f32[]
      %4  broadcastTo %3   f32[2, 3]
      %5  add %0 %4        f32[2, 3]
      %6  constant 0       f32[]
      %7  broadcastTo %6   f32[2, 3]
      %8  add %0 %7        f32[2, 3]"
    `);
  });

  test("under the first name, so that a name never makes a copy", () => {
    const outputs = [named("first", exp(x)), named("second", exp(x)), named("product", mul(w, 1) as Tensor), exp(x)];
    expect(after(...outputs)).toMatchInlineSnapshot(`
      "%0  input                    f32[2, 3]  "x"
      %1  exp %0                   f32[2, 3]  "first"
      %2  variable trainable=true  f32[2, 3]  "w""
    `);
    const [first, second, product, third] = simplify(outputs);
    expect([second, third]).toStrictEqual([first, first]);
    expect(product).toBe(w);
  });

  test("also when only the second has a name, which is lost", () => {
    const [nameless, second] = simplify([exp(x), named("second", exp(x))]);
    expect(second).toBe(nameless);
    const [one, view] = simplify([
      reshape(x, [6] as never) as Tensor,
      named("view", reshape(reshape(x, [3, 2] as never) as Tensor, [6] as never) as Tensor),
    ]);
    expect(view).toBe(one);
  });

  test("and constants by their numbers and type", () => {
    const nan = () => mul(x, constant(Number.NaN) as never) as Tensor;
    const [a, b] = simplify([nan(), nan()]);
    expect(a).toBe(b);
    const [f, g] = simplify([constant(1), constant(1, { dtype: "f64" })]);
    expect(f).not.toBe(g);
  });
});

describe("identities", () => {
  test.each([
    ["x · 1", mul(x, 1)],
    ["1 · x", mul(1, x)],
    ["x / 1", div(x, 1)],
    ["x − 0", sub(x, 0)],
    ["−(−x)", neg(neg(x))],
    ["stopGradient x", stopGradient(x)],
    ["x · 1 with a one that is computed", mul(x, broadcastTo(exp(constant([[0]])), [2, 3]) as never)],
    ["a reshape and back", reshape(reshape(x, [6] as never) as Tensor, [2, 3] as never)],
  ] as const)("%s is x", (_, tensor) => {
    expect(simplify([tensor as Tensor])[0]).toBe(x);
  });

  test.each([
    ["x + 0 makes 0 of −0", add(x, 0)],
    ["x · 0 would lose NaN", mul(x, 0)],
    ["x − (−0) makes 0 of −0", sub(x, -0)],
    ["0 / x would lose NaN", div(0, x)],
    ["x − x would lose NaN", sub(x, x as never)],
    ["x / x would lose NaN", div(x, x as never)],
    ["1 / x is not x", div(1, x)],
    ["0 − x is not −x", sub(0, x)],
    ["ln eˣ rounds", log(exp(x))],
  ] as const)("%s, and stays", (_, tensor) => {
    const [simplified] = simplify([tensor as Tensor]);
    expect(simplified!.primitive).toBe((tensor as Tensor).primitive);
    expect(tape([simplified!]).length).toBe(tape([tensor as Tensor]).length);
  });

  test("views of views become one", () => {
    const spread = broadcastTo(broadcastTo(input("row", [3]), [2, 3]), [4, 2, 3]);
    const flat = reshape(reshape(x, [3, 2] as never) as Tensor, [1, 6] as never) as Tensor;
    const cube = reshape(x, [1, 2, 3] as never) as Tensor;
    const turned = transpose(transpose(cube, [1, 2, 0] as never) as Tensor, [1, 2, 0] as never) as Tensor;
    expect(after(spread, flat, turned)).toMatchInlineSnapshot(`
      "%0  input                               f32[3]        "row"
      %1  broadcastTo %0                      f32[4, 2, 3]
      %2  input                               f32[2, 3]     "x"
      %3  reshape %2                          f32[1, 6]
      %4  reshape %2                          f32[1, 2, 3]
      %5  transpose %4 permutation=[2, 0, 1]  f32[3, 1, 2]"
    `);
  });
});

test("what nothing depends on is left behind", () => {
  const unused = exp(x);
  const [output] = simplify([neg(x)]);
  expect(tape([output!])).not.toContain(unused);
  expect(tape([output!])).toHaveLength(2);
});

test("simplifying keeps every value to the last bit, and once is enough", () => {
  const runs = Number(process.env.ADJOINT_RUNS ?? 150);
  const valuesOf = (outputs: readonly Tensor[], feeds: Readonly<Record<string, never>>) => {
    using session = createSession({ backend: reference });
    const program = session.compile({ outputs });
    return program.run(Object.fromEntries(Object.entries(feeds).filter(([name]) => program.inputs.has(name))));
  };
  fc.assert(
    fc.property(graphs, ({ outputs, feeds }) => {
      const lowered = lower(outputs, "f32");
      const simplified = simplify(lowered);
      verifyGraph(simplified);
      // Windows side by side become a reshape to which a 0 is added, which is four nodes in place of one.
      const folded = tape(lowered).filter(({ primitive }) => primitive.name === "foldWindows").length;
      expect(tape(simplified).length).toBeLessThanOrEqual(tape(lowered).length + 3 * folded);
      expect(toText(simplify(simplified))).toBe(toText(simplified));
      expect(valuesOf(simplified, feeds as never)).toStrictEqual(valuesOf(lowered, feeds as never));
    }),
    { seed: 5, numRuns: runs },
  );
});
