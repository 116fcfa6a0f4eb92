import { constant, evaluate, type Feed, input, reference, type Tensor } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activationCases } from "../activations/activations.properties.js";
import { relu } from "../activations/relu.js";
import { tanh } from "../activations/tanh.js";
import { numbers } from "../evaluation.properties.js";
import { dense } from "../layers/dense.js";
import { residualBlock } from "../layers/residualBlock.js";
import { sequential } from "../layers/sequential.js";
import { lossCases } from "../losses/losses.properties.js";
import { accuracy } from "../metrics/accuracy.js";
import { confusionMatrix } from "../metrics/confusionMatrix.js";
import { expression } from "./expression.js";
import { toExpression } from "./toExpression.js";

const x = input("x", ["batch", 3]);
const feeds = {
  x: [
    [0.4, -1.1, 0.7],
    [2, 0, -3],
  ],
};

describe("printed", () => {
  const printed = (source: string) => {
    const tensors = { x, y: input("y", [3]) as Tensor, W: input("W", [3, 3]) as Tensor };
    return toExpression(expression(source, { tensors }).result).text;
  };

  test.each([
    ["tanh(x * W + y)"],
    ["-(x - y) / 2"],
    ["x - (y - 1)"],
    ["x .* y * W"],
    ["x .* (x * W)"],
    ["(-x) ^ 3"],
    ["-x ^ 3"],
    ["x ^ (-0.5)"],
    ["sum(x, [0])"],
    ["relu(x) + 1"],
    ["softmax(x)"],
    ["x * transpose(W, [1, 0])"],
  ])("as it was written: %s", (source) => {
    // relu is a choice between x and 0.
    const expected = source === "relu(x) + 1" ? "(x <= 0 ? 0 : x) + 1" : source;
    expect(printed(source)).toBe(expected);
  });

  test("what is used twice or has a name becomes a statement, and names of layers become names", () => {
    const network = sequential(dense(4), tanh, dense(3));
    const y = network(x);
    const { text, tensors } = toExpression({ y, z: relu(y) });
    expect(`\n${text}\n`).toMatchInlineSnapshot(`
      "
      dense_1 = x * dense_1_weights + dense_1_bias
      y = tanh(dense_1) * dense_2_weights + dense_2_bias
      z = (y <= 0 ? 0 : y)
      "
    `);
    expect(Object.keys(tensors)).toMatchInlineSnapshot(`
      [
        "x",
        "dense_1_weights",
        "dense_1_bias",
        "dense_2_weights",
        "dense_2_bias",
      ]
    `);
  });
});

/** Are the values of a graph and of what its formulas say the same bits? */
function expectSame(outputs: Tensor, given: Readonly<Record<string, Feed>>): void {
  const { text, tensors } = toExpression(outputs);
  const again = expression(text, { tensors }).result;
  expect(again.shape, text).toStrictEqual(outputs.shape);
  expect(again.dtype, text).toBe(outputs.dtype);
  // Feeds that a gradient-only input would miss are not there: values alone are compared.
  expect(numbers(again, given, { backend: reference }), text).toStrictEqual(
    numbers(outputs, given, { backend: reference }),
  );
}

describe("what is printed and read again computes the same bits", () => {
  const sweep = Object.entries({ ...activationCases, ...lossCases }).flatMap(([name, cases]) =>
    Object.entries(cases).map(([what, make]) => ({ name, what, make })),
  );

  test.each(sweep)("$name $what", ({ make }) => {
    const { outputs, feeds: given } = make();
    expectSame(outputs, given);
  });

  test("networks with layers of layers", () => {
    expectSame(sequential(dense(5), relu, residualBlock({ activation: tanh }), dense(2))(x), feeds);
  });

  test("metrics, which have integers in them", () => {
    const labels = input("labels", ["batch"], "i32");
    const given = { ...feeds, labels: [0, 2] };
    expectSame(accuracy(x, labels), given);
    expectSame(confusionMatrix(x, labels), given);
  });

  test("constants of every kind, and double precision", () => {
    const double = input("d", [2], "f64");
    const rows = constant(
      [
        [1.5, -2],
        [Number.NaN, Infinity],
      ],
      { dtype: "f64" },
    ) as Tensor;
    expectSame(expression("d .* rows + 0.1 - cast(3, f64)", { tensors: { d: double, rows } }).result, { d: [1, 2] });
    expectSame(constant([[1, 2]], { dtype: "i32" }) as Tensor, {});
    expectSame(constant(-0.1) as Tensor, {});
  });

  test("any formula of these", () => {
    const leaf = fc.constantFrom("x", "y", "2", "0.5", "3");
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        leaf,
        fc
          .tuple(tie("tree"), fc.constantFrom("+", "-", ".*", "./", ".^"), tie("tree"))
          .map(([a, op, b]) => `(${a}) ${op} (${b})`),
        fc
          .tuple(tie("tree"), fc.constantFrom("<", ">=", "=="), tie("tree"), tie("tree"))
          .map(([a, op, b, c]) => `((x + ${a}) ${op} (${b}) ? ${c} : x)`),
        tie("tree").map((a) => `-(${a})`),
        fc
          .tuple(fc.constantFrom("tanh", "abs", "sigmoid", "softplus", "sum"), tie("tree"))
          .map(([f, a]) => `${f}(${a})`),
      ),
    }));
    const tensors = { x: constant([0.5, -1.25, 2]) as Tensor, y: constant([3, 0.75, -0.5]) as Tensor };
    fc.assert(
      fc.property(tree, (source) => expectSame(expression(source, { tensors }).result, {})),
      { numRuns: 150 },
    );
  });
});

test("the text alone is enough with inputs of the same names", () => {
  const { text } = toExpression(relu(x));
  const again = expression(text, { shapes: { x: ["batch", 3] } }).result;
  expect(evaluate(again, feeds)).toStrictEqual(evaluate(relu(x), feeds));
});
