import { constant, createSession, evaluate, gradients, input, mul, type Tensor } from "@adjoint/core";
import { checkJacobian } from "@adjoint/core/verify";
import fc from "fast-check";
import { all, create } from "mathjs/number";
import { describe, expect, test } from "vitest";
import { tanh } from "../activations/tanh.js";
import { numbers, parametersOf, refusal } from "../evaluation.properties.js";
import { softmaxCrossEntropy } from "../losses/softmaxCrossEntropy.js";
import { squaredError } from "../losses/squaredError.js";
import { expression } from "./expression.js";
import { lossExpression } from "./lossExpression.js";
import { scheduleExpression } from "./scheduleExpression.js";

const matrix: Tensor = constant([
  [1, 2],
  [3, 4],
]);
const other: Tensor = constant([
  [0, 1],
  [1, 1],
]);
const vector: Tensor = constant([10, 100]);
const tensors = { A: matrix, B: other, v: vector, s: constant(2) as Tensor };
const value = (source: string) => numbers(expression(source, { tensors }).result);

describe("a network", () => {
  const source = "h = tanh(x * W1 + b1); logits = h * W2  # two layers";
  const options = { shapes: { x: ["batch", 3] }, parameters: { W1: [3, 4], b1: [4], W2: [4, 2] } } as const;

  test("is the same graph as by hand", () => {
    const { values, inputs, parameters, result } = expression(source, options);
    expect(Object.keys(values)).toStrictEqual(["h", "logits"]);
    expect(result).toBe(values.logits);
    expect(result.shape).toStrictEqual(["batch", 2]);
    expect(values.h!.name).toBe("h");
    expect(parametersOf(result)).toStrictEqual(Object.values(parameters));
    const feeds = { x: [[1, -2, 0.5]] };
    const session = createSession({ seed: 4 });
    const { run } = session.compile({ outputs: result });
    const byHand = expression("tanh(x * W1 + b1) * W2", { tensors: { ...inputs, ...parameters } }).result;
    expect(session.compile({ outputs: byHand }).run(feeds)).toStrictEqual(run(feeds));
    const { data: w } = session.read("W1");
    expect(w.some((entry) => entry !== 0)).toBe(true);
    expect(session.read("b1").data).toStrictEqual(new Float32Array(4));
  });

  test("has the right derivatives, by everything", () => {
    const { result, inputs, parameters } = expression(source, {
      ...options,
      parameters: { ...options.parameters, b1: { shape: [4], initial: 0.3 } },
    });
    const feeds = { x: [[0.4, -1.1, 0.7]] };
    expect(checkJacobian(result, { wrt: [inputs.x!, ...Object.values(parameters)], feeds })).toMatchObject({
      pass: true,
    });
  });

  test("takes first values, an element type and lines as statements", () => {
    const { result, parameters } = expression("y = x * W\n\n  y + 1", {
      shapes: { x: [2, 2] },
      parameters: { W: { shape: [2, 2], initial: 3 } },
      dtype: "f64",
    });
    expect([result.dtype, parameters.W!.dtype]).toStrictEqual(["f64", "f64"]);
    expect(
      numbers(result, {
        x: [
          [1, 0],
          [0, 2],
        ],
      }),
    ).toStrictEqual([4, 4, 7, 7]);
  });
});

describe("what operators mean", () => {
  test("* is the matrix product between matrices, and multiplies by numbers and scalars", () => {
    expect(value("A * B")).toStrictEqual([2, 3, 4, 7]);
    expect(value("2 * A")).toStrictEqual([2, 4, 6, 8]);
    expect(value("A * s")).toStrictEqual([2, 4, 6, 8]);
    expect(value("v * A")).toStrictEqual([310, 420]);
    expect(value("A * v")).toStrictEqual([210, 430]);
  });

  test("others work on elements, and broadcast", () => {
    expect(value("A .* B")).toStrictEqual([0, 2, 3, 4]);
    expect(value("A .* v")).toStrictEqual([10, 200, 30, 400]);
    expect(value("A / v")).toStrictEqual(value("A ./ v"));
    expect(value("A ^ 2")).toStrictEqual([1, 4, 9, 16]);
    expect(value("A .^ B")).toStrictEqual([1, 2, 3, 4]);
    expect(value("A + v - 1")).toStrictEqual([10, 101, 12, 103]);
    expect(value("A mod 2")).toStrictEqual([1, 0, 1, 0]);
    expect(value("A'")).toStrictEqual([1, 3, 2, 4]);
  });

  test("comparisons, logic and choice", () => {
    expect(value("A > 1 and not (A == 3)")).toStrictEqual([0, 1, 0, 1]);
    expect(value("A <= 1 or A >= 4")).toStrictEqual([1, 0, 0, 1]);
    expect(value("A != 2 ? A : -A")).toStrictEqual([1, -2, 3, 4]);
    expect(value("A < 2 ? 1 : 0")).toStrictEqual([1, 0, 0, 0]);
  });

  test("signs bind as in mathematics", () => {
    expect(value("-A^2")).toStrictEqual([-1, -4, -9, -16]);
    expect(value("2 ^ -1 * A")).toStrictEqual([0.5, 1, 1.5, 2]);
    expect(value("+A - -A")).toStrictEqual([2, 4, 6, 8]);
  });

  test("numbers among themselves are computed in double precision", () => {
    expect(evaluate(expression("(0.1 + 0.2) * x", { tensors: { x: constant(1, { dtype: "f64" }) } }).result)).toBe(
      0.1 + 0.2,
    );
    expect(evaluate(expression("2 * pi + e - 7 mod 4", { dtype: "f64" }).result)).toBe(2 * Math.PI + Math.E - 3);
  });

  test("names of yours come before pi and e", () => {
    expect(evaluate(expression("e * 2", { tensors: { e: constant(5) } }).result)).toBe(10);
  });
});

describe("functions", () => {
  test("reduce all, or along axes", () => {
    expect(value("sum(A)")).toStrictEqual([10]);
    expect(value("sum(A, 0)")).toStrictEqual([4, 6]);
    expect(value("mean(A, -1)")).toStrictEqual([1.5, 3.5]);
    expect(value("max(A) - min(A, [0, 1])")).toStrictEqual([3]);
    expect(value("maximum(A, 2)")).toStrictEqual([2, 2, 3, 4]);
    expect(value("argmax(A, 0)")).toStrictEqual([1, 1]);
  });

  test("move, cast and list", () => {
    expect(value("reshape(A, [4])")).toStrictEqual([1, 2, 3, 4]);
    expect(value("transpose(A, [1, 0])")).toStrictEqual([1, 3, 2, 4]);
    expect(value("[[1, 2], [3, 4]] - A")).toStrictEqual([0, 0, 0, 0]);
    expect(expression("cast(A, f64)", { tensors }).result.dtype).toBe("f64");
    expect(
      numbers(expression("sum(x) / extent([batch])", { shapes: { x: ["batch"] } }).result, { x: [1, 5] }),
    ).toStrictEqual([3]);
  });

  test("are also the activations and the losses", () => {
    expect(value("relu(A - 2)")).toStrictEqual([0, 0, 1, 2]);
    expect(value("squaredError(A, B)")).toStrictEqual([3.75]);
    const labels = constant([1, 0], { dtype: "i32" }) as Tensor;
    const { result } = expression("softmaxCrossEntropy(z, labels)", { tensors: { z: matrix, labels } });
    expect(evaluate(result)).toBe(evaluate(softmaxCrossEntropy(matrix, labels)));
  });
});

test("mathjs' own evaluation agrees, on random expressions of numbers", () => {
  const { evaluate: oracle } = create(all!) as unknown as {
    evaluate(text: string, scope: object): number;
  };
  const leaf = fc.oneof(
    fc.constantFrom("x", "y", "pi"),
    fc.integer({ min: 0, max: 9 }).map(String),
    fc.constant("0.25"),
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/"), tie("tree")).map(([a, op, b]) => `${a} ${op} (${b})`),
      fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => `(${a}) - ${b} ^ 2`),
      tie("tree").map((a) => `-${a}`),
      fc.tuple(fc.constantFrom("sin", "tanh", "exp", "abs", "floor"), tie("tree")).map(([f, a]) => `${f}(${a})`),
    ),
  }));
  const scope = { x: 0.75, y: -1.5 };
  const tensorsOf = Object.fromEntries(Object.entries(scope).map(([name, x]) => [name, constant(x, { dtype: "f64" })]));
  fc.assert(
    fc.property(tree, (source) => {
      const expected = oracle(source, { ...scope });
      const found = evaluate(expression(source, { tensors: tensorsOf, dtype: "f64" }).result) as number;
      if (!Number.isFinite(expected)) expect(Object.is(found, expected) || Number.isNaN(expected)).toBe(true);
      // Constants of the parts are folded in another order; floor is why the comparison is not sharper near whole numbers.
      else if (!source.includes("floor"))
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
    }),
    { numRuns: 200 },
  );
});

describe("losses", () => {
  const p = input("p", [2, 2]);
  const feeds = {
    p: [
      [1, 2],
      [3, 4],
    ],
  };

  test("that are a number, and those that give errors to reduce and to weigh", () => {
    const expected = evaluate(squaredError(p, other), feeds);
    expect(evaluate(lossExpression("mean((p - t)^2)")(p, other), feeds)).toBe(expected);
    expect(evaluate(lossExpression("(p - t)^2")(p, other), feeds)).toBe(expected);
    const weights: Tensor = constant([1, 0]);
    const weighted = lossExpression("(p - t)^2")(p, other, { weights, reduction: "sum" });
    expect(evaluate(weighted, feeds)).toBe(2);
    expect(weighted.name).toBe("lossExpression");
    expect(refusal(() => lossExpression("mean((p - t)^2)")(p, other, { weights }))).toMatchObject({
      code: "ops/option",
    });
  });

  test("have the gradient that they should", () => {
    const loss = lossExpression("0.5 * sum((p - t)^2)")(p, other);
    expect(numbers(gradients(loss, [p])[0], feeds)).toStrictEqual([1, 1, 2, 3]);
  });
});

describe("schedules", () => {
  const at = (schedule: ReturnType<typeof scheduleExpression>, step: number) => evaluate(schedule(constant(step)));
  test("of epochs", () => {
    const schedule = scheduleExpression("0.1 * 0.5^floor(epoch / 50)", { stepsPerEpoch: 20 });
    expect([0, 999, 1000, 1999, 2000].map((step) => at(schedule, step))).toStrictEqual(
      [0.1, 0.1, 0.05, 0.05, 0.025].map(Math.fround),
    );
  });

  test("of steps, with choices", () => {
    const schedule = scheduleExpression("step < 4 ? 0.25 * (step + 1) : 1 / (1 + 0.5 * (step - 4))");
    expect([0, 3, 4, 6].map((step) => at(schedule, step))).toStrictEqual([0.25, 1, 1, 0.5]);
    expect(at(scheduleExpression("0.01"), 7)).toBe(Math.fround(0.01));
  });

  test("know epochs only when they are told how long one is", () => {
    expect(() => scheduleExpression("epoch")(constant(0))).toThrow('there is no "epoch"');
    expect(refusal(() => scheduleExpression("1", { stepsPerEpoch: 0 }))).toMatchObject({ code: "ops/option" });
  });
});

test("the Eckerle4 curve, by its parameters", () => {
  const { result, parameters } = expression("(b1 / b2) * exp(-0.5 * ((x - b3) / b2)^2)", {
    tensors: { x: constant([400, 450, 500], { dtype: "f64" }) },
    parameters: {
      b1: { shape: [], initial: 1.5543827178 },
      b2: { shape: [], initial: 4.0888321754 },
      b3: { shape: [], initial: 451.54121844 },
    },
  });
  const curve = (x: number) =>
    (1.5543827178 / 4.0888321754) * Math.exp(-0.5 * ((x - 451.54121844) / 4.0888321754) ** 2);
  numbers(result).forEach((y, i) => {
    expect(y).toBeCloseTo(curve([400, 450, 500][i]!), 12);
  });
  expect(Object.keys(parameters)).toStrictEqual(["b1", "b2", "b3"]);
});

test("a graph of one's own goes on from an expression", () => {
  const { result } = expression("A * B", { tensors });
  expect(numbers(tanh(mul(result, 0) as Tensor))).toStrictEqual([0, 0, 0, 0]);
});

test("whatever the text, it is a graph or is refused with a place in it", () => {
  const word = fc.constantFrom(
    ..."A B v s x 1 0.5 -2 ( ) [ ] { } , ; = == < ? : + - * .* / ^ .^ ' ! and not mod # \" pi tanh sum reshape cast gather iota".split(
      " ",
    ),
    ..."extent transpose argmax f32 i32 [0,1] [2] toString constructor true undefined i in to % & | => \n".split(" "),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 9 }), (words) => {
      const source = words.join(" ");
      try {
        expect(expression(source, { tensors }).result).toHaveProperty("primitive");
      } catch (error) {
        expect(error, source).toMatchObject({ name: "OpsError", code: expect.stringMatching(/^expression\//) });
        expect((error as Error).message, source).toMatch(/^expression:\d+:\d+: /);
      }
    }),
    { numRuns: 2000 },
  );
});
