import { describe, expect, test } from "vitest";
import {
  add,
  cast,
  constant,
  createSession,
  customGradient,
  div,
  evaluate,
  exp,
  gather,
  grad,
  gradients,
  hvp,
  input,
  jvp,
  log,
  matmul,
  max,
  maximum,
  min,
  minimum,
  mul,
  neg,
  parameter,
  randomNormal,
  select,
  sigmoid,
  sin,
  stopGradient,
  sub,
  sum,
  type Tensor,
  type TensorValue,
  tanh,
  valueAndGrad,
  variable,
  verifyGraph,
  vjp,
} from "../index.js";
import { checkJacobian } from "../verify/index.js";

type Scalar = Tensor<readonly []>;
const double = { floats: "f64" } as const;
const dataOf = (value: unknown): readonly number[] => [...(value as TensorValue).data];

describe("grad(grad(f))", () => {
  const t = 0.5;
  const sech2 = 1 / Math.cosh(t) ** 2;
  const s = 1 / (1 + Math.exp(-t));
  // Closed forms of f, f′ and f″ at ½.
  const functions: readonly [string, (x: Scalar) => Scalar, readonly [number, number, number]][] = [
    ["x·eˣ", (x) => mul(x, exp(x)), [t * Math.exp(t), (1 + t) * Math.exp(t), (2 + t) * Math.exp(t)]],
    [
      "x·tanh x",
      (x) => mul(x, tanh(x)),
      [t * Math.tanh(t), Math.tanh(t) + t * sech2, 2 * sech2 - 2 * t * sech2 * Math.tanh(t)],
    ],
    ["σ(x)²", (x) => mul(sigmoid(x), sigmoid(x)), [s * s, 2 * s * s * (1 - s), 2 * s * s * (1 - s) * (2 - 3 * s)]],
  ];

  test.each(functions)("of %s is its second derivative", (_name, f, [value, first, second]) => {
    const x = input("x", []);
    const outputs = [f(x), grad(f)(x), grad(grad(f))(x)];
    verifyGraph(outputs);
    const found = evaluate(outputs, { x: t }, double);
    [value, first, second].forEach((expected, i) => {
      expect(Math.abs((found[i] as number) - expected)).toBeLessThan(1e-10);
    });
  });

  test("four times of eˣ sin x is −4 eˣ sin x", () => {
    const f = (x: Scalar) => mul(exp(x), sin(x));
    const fourth = grad(grad(grad(grad(f))))(input("x", []));
    expect(evaluate(fourth, { x: t }, double)).toBeCloseTo(-4 * Math.exp(t) * Math.sin(t), 10);
  });

  test("within another function sees only its own argument", () => {
    // d/dx (x · d/dy (x + y)) = 1: the confusion of perturbations would give 2 (Siskind & Pearlmutter, 2005).
    const x = input("x", []);
    const outer = grad((a: Scalar) => mul(a, grad((b: Scalar) => add(a, b))(constant(1))));
    expect(evaluate(outer(x))).toBe(1);
  });
});

describe("grad", () => {
  const x = input("x", []);

  test("takes further arguments, and differentiates by the first", () => {
    const f = (a: Scalar, b: Scalar) => mul(mul(a, a), b);
    expect(evaluate(grad(f)(x, constant(5)), { x: 3 })).toBe(30);
  });

  test("given the same node twice differentiates by the first place only", () => {
    const f = (a: Scalar, b: Scalar) => mul(mul(a, a), b);
    expect(evaluate(grad(f)(x, x), { x: 3 })).toBe(18);
    const everywhere = gradients(f(x, x), [x])[0];
    expect(evaluate(everywhere, { x: 3 })).toBe(27);
  });

  test("treats a tensor that the function closes over as a constant", () => {
    expect(evaluate(grad((a: Scalar) => mul(a, x))(x), { x: 3 })).toBe(3);
  });

  test("at a tensor that is computed can be differentiated by that tensor again", () => {
    const h = exp(x);
    const slope = grad((a: Scalar) => mul(mul(a, a), a))(h);
    // f = h³: f′ = 3h², df′/dh = 6h, df′/dx = 6h².
    const [byH, byX] = gradients(slope, [h, x]);
    const e = Math.exp(0.5);
    expect(evaluate(byH, { x: 0.5 }, double)).toBeCloseTo(6 * e, 10);
    expect(evaluate(byX, { x: 0.5 }, double)).toBeCloseTo(6 * e * e, 10);
  });

  test("comes with the value, which it shares its work with", () => {
    const [value, slope] = valueAndGrad((a: Scalar) => exp(mul(a, 2)))(x);
    expect(slope.inputs.flatMap((node) => [node, ...node.inputs])).toContain(value);
    expect(evaluate([value, slope], { x: 0 })).toStrictEqual([1, 2]);
  });
});

describe("vjp and jvp", () => {
  const x = input("x", [2]);
  const feeds = { x: [1, 2] };
  const ones = constant([1, 1]);

  test("give zeros where outputs do not depend on a tensor", () => {
    const other = input("other", [3]);
    expect(dataOf(evaluate(vjp([exp(x)], [other], [ones])[0]!))).toStrictEqual([0, 0, 0]);
    expect(dataOf(evaluate(jvp([exp(x)], [other], [constant([1, 1, 1])])[0]!))).toStrictEqual([0, 0]);
  });

  test("of an output that is itself among wrt are the identity", () => {
    expect(dataOf(evaluate(vjp([x], [x], [ones])[0]!))).toStrictEqual([1, 1]);
    expect(dataOf(evaluate(jvp([x], [x], [ones])[0]!))).toStrictEqual([1, 1]);
  });

  test("take outputs twice, and answer for both", () => {
    expect(dataOf(evaluate(vjp([x, x], [x], [ones, ones])[0]!))).toStrictEqual([2, 2]);
  });

  test("take tensors twice: each place moves, and each receives the cotangent", () => {
    const y = mul(x, x);
    const [first, second] = vjp([y], [x, x], [ones]);
    expect(evaluate([first!, second!], feeds).map(dataOf)).toStrictEqual([
      [2, 4],
      [2, 4],
    ]);
    expect(dataOf(evaluate(jvp([y], [x, x], [ones, constant([10, 100])])[0]!, feeds))).toStrictEqual([22, 404]);
  });

  test("of a tensor that is wrt and lies between others count the way through it, and the way past it", () => {
    // y = h·x with h = x²: ∂y/∂h = x, dy/dx = 3x².
    const h = mul(x, x);
    const y = mul(h, x);
    const [byH, byX] = vjp([y], [h, x], [ones]);
    expect(evaluate([byH!, byX!], feeds).map(dataOf)).toStrictEqual([
      [1, 2],
      [3, 12],
    ]);
    // Both move: ẏ = x·(ḣ + 2x·ẋ) + h·ẋ.
    const [speed] = jvp([y], [h, x], [constant([10, 10]), ones]);
    expect(dataOf(evaluate(speed!, feeds))).toStrictEqual([13, 32]);
    // h itself, when x moves too.
    expect(dataOf(evaluate(jvp([h], [h, x], [constant([10, 10]), ones])[0]!, feeds))).toStrictEqual([12, 14]);
  });

  test("sum over all paths of a diamond", () => {
    const left = exp(x);
    const right = sin(x);
    const y = add(mul(left, right), add(left, right));
    expect(checkJacobian(y, { wrt: [x], feeds }).pass).toBe(true);
  });

  test("stay finite through a chain that passes integers: nothing flows there", () => {
    const y = mul(cast(cast(x, "i32"), "f32"), x);
    expect(dataOf(evaluate(vjp([y], [x], [ones])[0]!, { x: [1.5, 2.5] }))).toStrictEqual([1, 2]);
    expect(dataOf(evaluate(jvp([y], [x], [ones])[0]!, { x: [1.5, 2.5] }))).toStrictEqual([1, 2]);
  });

  test("go through named dimensions", () => {
    const rows = input("rows", ["batch", 2]);
    const bias = parameter("bias", [2], { initial: 1 });
    const [biasBar] = vjp([add(rows, bias)], [bias], [rows]);
    verifyGraph([biasBar!]);
    expect(
      dataOf(
        evaluate(biasBar!, {
          rows: [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        }),
      ),
    ).toStrictEqual([9, 12]);
  });
});

describe("hvp of a two-layer network with a softmax loss", () => {
  const normal = {
    initial: (shape: readonly number[], key: Tensor<readonly [2]>) => mul(randomNormal(key, shape), 0.7),
  };
  const x = input("x", ["batch", 3]);
  const labels = input("labels", ["batch", 2]);
  const wrt = [
    parameter("W1", [3, 4], normal),
    parameter("b1", [4], normal),
    parameter("W2", [4, 2], normal),
    parameter("b2", [2], normal),
  ] as const;
  const [W1, b1, W2, b2] = wrt;
  const logits = add(matmul(tanh(add(matmul(x, W1), b1)), W2), b2);
  const shifted = sub(logits, stopGradient(max(logits, { axes: [-1], keepDims: true })));
  const logSum = log(sum(exp(shifted), { axes: [-1], keepDims: true }));
  const loss = neg(sum(mul(labels, sub(shifted, logSum))));
  const feeds = {
    x: [
      [0.5, -1, 2],
      [1, 0.3, -0.7],
      [-0.2, 0.4, 1.1],
    ],
    labels: [
      [1, 0],
      [0, 1],
      [0.3, 0.7],
    ],
  };

  test("is the slope of the gradient along the vector", () => {
    using session = createSession({ seed: 4, ...double });
    const directions = wrt.map((tensor, i) => input(`v${i}`, tensor.shape));
    const product = session.compile({ outputs: hvp(loss, wrt, directions as never) as readonly Tensor[] });
    const gradient = session.compile({ outputs: gradients(loss, wrt) as readonly Tensor[] });
    const vectors = wrt.map((tensor, i) =>
      Float64Array.from(
        { length: session.compile({ outputs: tensor }) && dataOf(session.read(tensor)).length },
        (_, k) => Math.sin(1 + i + 3 * k),
      ),
    );
    const found = product.run({ ...feeds, ...Object.fromEntries(vectors.map((v, i) => [`v${i}`, v])) }).flatMap(dataOf);

    const start = wrt.map((tensor) => Float64Array.from(session.read(tensor).data));
    const gradientAt = (h: number) => {
      wrt.forEach((tensor, i) => {
        session.write(
          tensor,
          start[i]!.map((value, k) => value + h * vectors[i]![k]!),
        );
      });
      return gradient.run(feeds).flatMap(dataOf);
    };
    // Central differences, extrapolated once: O(h⁴) and 10⁻¹⁶/h are both about 10⁻¹³.
    const central = (h: number) => {
      const [above, below] = [gradientAt(h), gradientAt(-h)];
      return above.map((g, i) => (g - below[i]!) / (2 * h));
    };
    const [coarse, fine] = [central(1e-3), central(5e-4)];
    found.forEach((value, i) => {
      const expected = (4 * fine[i]! - coarse[i]!) / 3;
      expect(Math.abs(value - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
    });
    expect(Math.max(...found.map(Math.abs))).toBeGreaterThan(0.1);
  });

  test("comes from a gradient that passes the check of the whole Jacobian, and so does its own", () => {
    expect(checkJacobian(loss, { wrt: [...wrt, x], feeds, seed: 4 })).toMatchObject({ pass: true });
    expect(checkJacobian(gradients(loss, [W2, b2]), { wrt: [b1, W2], feeds, seed: 4 })).toMatchObject({ pass: true });
  });

  test("of softmax sums to zero over the logits, as its Hessian has the constants in its kernel", () => {
    const [byBias] = hvp(loss, [b2], [constant([1, 1]) as Tensor<readonly [2]>]);
    for (const value of dataOf(evaluate(byBias, feeds, { ...double, seed: 4 })))
      expect(Math.abs(value)).toBeLessThan(1e-14);
  });
});

describe("stopGradient", () => {
  const x = input("x", []);
  test("lets the value through, and nothing of the derivative in either mode", () => {
    const y = mul(x, stopGradient(mul(x, x)));
    expect(evaluate([y, gradients(y, [x])[0], jvp([y], [x], [constant(1)])[0]!], { x: 3 })).toStrictEqual([27, 9, 9]);
  });

  test("keeps its value in second derivatives", () => {
    const f = (a: Scalar) => mul(mul(a, a), stopGradient(a));
    expect(evaluate(grad(grad(f))(x), { x: 3 })).toBe(6);
  });
});

describe("customGradient", () => {
  const x = input("x", []);
  const product = customGradient({
    name: "product",
    value: (a: Tensor, b: Tensor): Tensor => mul(a, b),
    vjp: ({ cotangent, inputs: [a, b] }) => [mul(cotangent, b), mul(cotangent, a)],
  });

  test("takes the place of the composed derivative, in both modes", () => {
    const tripled = customGradient({
      name: "tripled",
      value: (a: Tensor): Tensor => mul(a, a),
      vjp: ({ cotangent }) => [mul(cotangent, 3)],
    });
    const y = tripled(x);
    expect(evaluate([y, vjp([y], [x], [constant(1)])[0]!, jvp([y], [x], [constant(1)])[0]!], { x: 5 })).toStrictEqual([
      25, 3, 3,
    ]);
  });

  test("may use the value that was computed", () => {
    const exponential = customGradient({
      name: "exponential",
      value: (a: Tensor): Tensor => exp(a),
      vjp: ({ cotangent, output }) => [mul(cotangent, output)],
    });
    const twice = gradients(gradients(exponential(x), [x])[0], [x])[0];
    expect(evaluate(twice, { x: 1 }, double)).toBeCloseTo(Math.E, 12);
  });

  test("has right second derivatives by any mode over any mode", () => {
    const [a, b] = [input("a", [2]), input("b", [2])];
    const feeds = { a: [0.5, -1.5], b: [2, 0.7] };
    const y = sum(tanh(product(a, product(a, b))));
    expect(checkJacobian(y, { wrt: [a, b], feeds })).toMatchObject({ pass: true });
    expect(checkJacobian(gradients(y, [a, b]), { wrt: [a, b], feeds })).toMatchObject({ pass: true });
    const pushed = jvp([y], [a, b], [constant([1, -1]), constant([0.5, 2])]);
    expect(checkJacobian(pushed, { wrt: [a, b], feeds })).toMatchObject({ pass: true });
  });

  test("has right second derivatives by an argument that is computed", () => {
    const h = mul(x, 2);
    const slope = gradients(product(h, mul(h, h)), [h])[0];
    // y = h³ at h = 6: y′ = 108, y″ = 36.
    expect(evaluate([slope, gradients(slope, [h])[0]], { x: 3 })).toStrictEqual([108, 36]);
  });

  test("given one tensor twice sums both shares", () => {
    expect(evaluate(gradients(product(x, x), [x])[0], { x: 3 })).toBe(6);
  });

  test("takes integers, which have no cotangent", () => {
    const rows = input("rows", [2], "i32");
    const picked = customGradient({
      name: "picked",
      value: (table: Tensor, indices: Tensor): Tensor => gather(table, indices),
      vjp: ({ cotangent, inputs: [table, indices] }) => vjp([gather(table, indices)], [table], [cotangent]),
    });
    const table = input("table", [3]);
    const y = mul(picked(table, rows), 2);
    const feeds = { table: [1, 2, 3], rows: [2, 2] };
    expect(dataOf(evaluate(vjp([y], [table], [constant([1, 10])])[0]!, { rows: [2, 2] }))).toStrictEqual([0, 0, 22]);
    expect(checkJacobian(y, { wrt: [table], feeds })).toMatchObject({ pass: true });
  });

  test("an argument whose cotangent is left out receives zeros", () => {
    const half = customGradient({
      name: "half",
      value: (a: Tensor, b: Tensor): Tensor => mul(a, b),
      vjp: ({ cotangent, inputs: [, b] }) => [mul(cotangent, b), undefined],
    });
    const [a, b] = [input("a", []), input("b", [])];
    expect(evaluate(gradients(half(a, b) as Scalar, [a, b]), { b: 3 })).toStrictEqual([3, 0]);
  });

  test("a rule that returns another shape is refused where the function is used", () => {
    const wrong = customGradient({
      name: "wrong",
      value: (a: Tensor): Tensor => a,
      vjp: ({ cotangent }) => [sum(cotangent)],
    });
    expect(() => wrong(input("v", [3]))).toThrow('customGradient "wrong": the cotangent of argument 0');
  });

  test("works with named dimensions and when the value is one of the arguments", () => {
    const clipped = customGradient({
      name: "straightThrough",
      value: (a: Tensor): Tensor => minimum(a, 1),
      vjp: ({ cotangent }) => [cotangent],
    });
    const identity = customGradient({
      name: "identity",
      value: (a: Tensor): Tensor => a,
      vjp: ({ cotangent }) => [mul(cotangent, 2)],
    });
    const v = input("v", ["n"]);
    const [slope] = gradients(sum(identity(clipped(v))), [v]);
    // The slope does not need v, which yet tells the size of n.
    expect(dataOf(evaluate([slope, v], { v: [0, 5, 9] })[0])).toStrictEqual([2, 2, 2]);
  });
});

describe("ties and NaN", () => {
  const x = input("x", [4]);
  const slopeOf = (y: Tensor, feed: readonly number[]) => dataOf(evaluate(gradients(sum(y), [x])[0], { x: feed }));

  test("max and min share the derivative equally among ties", () => {
    expect(slopeOf(max(x), [1, 3, 3, 2])).toStrictEqual([0, 0.5, 0.5, 0]);
    expect(slopeOf(min(x), [1, 1, 1, 1])).toStrictEqual([0.25, 0.25, 0.25, 0.25]);
    const tangent = jvp([max(x)], [x], [constant([1, 10, 20, 100])])[0]!;
    expect(evaluate(tangent, { x: [1, 3, 3, 2] })).toBe(15);
  });

  test("maximum and minimum share it among both sides", () => {
    expect(slopeOf(maximum(x, 0), [-1, 0, -0, 2])).toStrictEqual([0, 0.5, 0.5, 1]);
    expect(slopeOf(minimum(x, 0), [-1, 0, -0, 2])).toStrictEqual([1, 0.5, 0.5, 0]);
    expect(slopeOf(maximum(x, x), [-1, 0, 1, 2])).toStrictEqual([1, 1, 1, 1]);
  });

  test("a NaN is seen: by max, min and their derivatives", () => {
    expect(evaluate([max(x), min(x)], { x: [1, Number.NaN, 3, 2] })).toStrictEqual([Number.NaN, Number.NaN]);
    expect(slopeOf(max(x), [1, Number.NaN, 3, 2]).every(Number.isNaN)).toBe(true);
  });

  test("a branch that was not chosen does not leak its value, but its derivative can be NaN: guard the argument", () => {
    const positive = { x: [1, 4, 0, 0] };
    const unguarded = select(constant(Uint8Array.of(1, 1, 0, 0), { dtype: "bool", shape: [4] }), log(x), 0);
    expect(dataOf(evaluate(unguarded, positive)).every(Number.isFinite)).toBe(true);
    expect(slopeOf(unguarded, positive.x)[2]).toBe(Number.NaN);
    const condition = constant(Uint8Array.of(1, 1, 0, 0), { dtype: "bool", shape: [4] });
    const guarded = select(condition, log(select(condition, x, 1)), 0);
    expect(slopeOf(guarded, positive.x)).toStrictEqual([1, 0.25, 0, 0]);
  });
});

describe("broadcasting", () => {
  test("sums the cotangent over what was repeated, on the left and at ones", () => {
    const [column, row, scalar] = [input("column", [2, 1]), input("row", [3]), input("scalar", [])];
    const y = add(mul(column, row), scalar);
    const feeds = { column: [[2], [3]], row: [1, 10, 100], scalar: 0 };
    const bars = evaluate([...gradients(sum(y), [column, row, scalar]), scalar] as readonly Tensor[], feeds);
    expect(bars.slice(0, 3).map((bar) => (typeof bar === "number" ? bar : dataOf(bar)))).toStrictEqual([
      [111, 111],
      [5, 5, 5],
      6,
    ]);
    expect(checkJacobian(y, { wrt: [column, row, scalar], feeds })).toMatchObject({ pass: true });
  });

  test("of ones with ones, of nothing with ones, and of a tensor with itself", () => {
    const [one, none] = [input("one", [1, 1]), input("none", [0, 3])];
    expect(gradients(sum(mul(one, one)), [one])[0].shape).toStrictEqual([1, 1]);
    const [bar] = gradients(sum(mul(one, none)), [one]);
    expect(dataOf(evaluate(bar, { none: new Float32Array(0) }))).toStrictEqual([0]);
  });

  test("over a named dimension that turns out to be 1", () => {
    const rows = input("rows", ["batch", 2]);
    const weights = parameter("weights", [1, 2], { initial: 3 });
    const [bar] = gradients(sum(mul(rows, weights)), [weights]);
    expect(dataOf(evaluate(bar, { rows: [[1, 2]] }))).toStrictEqual([1, 2]);
    expect(
      dataOf(
        evaluate(bar, {
          rows: [
            [1, 2],
            [3, 4],
          ],
        }),
      ),
    ).toStrictEqual([4, 6]);
  });

  test("of a batch of matrices by one matrix sums over the batch", () => {
    const [batch, shared] = [input("batch", [2, 2, 3]), input("shared", [3, 2])];
    const feeds = {
      batch: Float64Array.from({ length: 12 }, (_, i) => Math.sin(i)),
      shared: Float64Array.from({ length: 6 }, (_, i) => Math.cos(i)),
    };
    expect(checkJacobian(matmul(batch, shared), { wrt: [batch, shared], feeds })).toMatchObject({ pass: true });
  });
});

test("gradients by variables that are no parameters are taken just so", () => {
  const scale = variable("scale", [2], { initial: 3 });
  expect(dataOf(evaluate(gradients(sum(div(scale, 2)), [scale])[0]))).toStrictEqual([0.5, 0.5]);
});
