import { describe, expect, test } from "vitest";
import {
  abs,
  add,
  type CustomGradient,
  constant,
  cos,
  customGradient,
  div,
  exp,
  floor,
  gradients,
  greater,
  input,
  log,
  matmul,
  mul,
  neg,
  parameter,
  randomNormal,
  select,
  sin,
  stopGradient,
  sub,
  sum,
  type Tensor,
  tanh,
  transpose,
  variable,
  wasm,
} from "../index.js";
import { checkJacobian } from "./index.js";

const x = input("x", [2, 3]);
const feeds = {
  x: [
    [0.3, -1.2, 0.7],
    [1.9, 0.1, -0.4],
  ],
};

const normal = { initial: (shape: readonly number[], key: Tensor<readonly [2]>) => randomNormal(key, shape) };

describe("right derivatives pass", () => {
  test("of an elementwise function, whose Jacobian is diagonal", () => {
    const { pass, reason, worst, checks } = checkJacobian(mul(x, exp(x)), { wrt: [x], feeds });
    expect({ pass, reason }).toStrictEqual({
      pass: true,
      reason: "Reverse mode, forward mode and differences agree on 6 × 6 entries.",
    });
    expect(worst!.error).toBeLessThan(1e-10);
    expect(checks[0]!.blocks).toMatchObject([
      { output: "mul [2, 3]", tensor: '"x" [2, 3]', rows: 6, columns: 6, compared: 36, pass: true },
    ]);
    expect(checks.map(({ name }) => name)).toStrictEqual([
      "jacobian",
      "influence",
      "directional",
      "jacobian transpose",
      "dot product",
      "linearity",
    ]);
  });

  test("of several outputs by inputs, parameters and variables together", () => {
    const weights = parameter("weights", [3, 2], normal);
    const shift = variable("shift", [2], { initial: 0.5 });
    const hidden = tanh(add(matmul(x, weights), shift));
    const { pass, checks } = checkJacobian([hidden, sum(mul(hidden, hidden))], {
      wrt: [x, weights, shift],
      feeds,
      seed: 3,
    });
    expect(pass).toBe(true);
    expect(checks[0]!.blocks!.map(({ rows, columns }) => [rows, columns])).toStrictEqual([
      [4, 6],
      [4, 6],
      [4, 2],
      [1, 6],
      [1, 6],
      [1, 2],
    ]);
  });

  test("with named dimensions, also where a derivative does not need the input that binds them", () => {
    const rows = input("rows", ["batch", 2]);
    const scale = input("scale", []);
    const outputs = mul(add(rows, 1), scale);
    const point = {
      rows: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      scale: 2,
    };
    expect(checkJacobian(outputs, { wrt: [scale, rows], feeds: point }).pass).toBe(true);
    expect(checkJacobian(mul(scale, scale), { wrt: [scale, rows], feeds: point, allowZero: [rows] }).pass).toBe(true);
  });

  test("when an input in wrt is fed as a flat array, a number or nested numbers", () => {
    const s = input("s", []);
    expect(
      checkJacobian(mul(sin(s), x), { wrt: [x, s], feeds: { s: 2, x: Float32Array.of(1, 0.5, -0.4, -1, -0.7, 0.3) } })
        .pass,
    ).toBe(true);
  });

  test("on the compiled backend too, in either precision", () => {
    const f = mul(x, exp(x));
    for (const floats of ["f64", "f32"] as const) {
      expect(checkJacobian(f, { wrt: [x], feeds, backend: wasm(), floats })).toMatchObject({ pass: true });
    }
  });

  test("close to a kink and close to the edge of the domain", () => {
    const t = input("t", [3]);
    const point = { t: [0.004, 0.02, 1] };
    expect(checkJacobian([abs(t), log(t)], { wrt: [t], feeds: point, tolerance: 1e-7 }).pass).toBe(true);
    expect(checkJacobian([abs(t), log(t)], { wrt: [t], feeds: { t: [1e-5, 1e-6, 1e-7] } }).pass).toBe(true);
  });

  test("at any scale of the point and of the value", () => {
    const t = input("t", [3]);
    for (const scale of [1e-9, 1.1e-9, 1e-5, 1e-3, 1e5, 1e9]) {
      const point = { t: [0.5 * scale, -1.25 * scale, 2 * scale] };
      const shape = div(t, scale);
      for (const f of [sin(shape), mul(shape, 1e-12), mul(exp(shape), 1e12)]) {
        const { pass, reason } = checkJacobian(f, { wrt: [t], feeds: point });
        expect(pass, `scale ${scale}: ${reason}`).toBe(true);
      }
    }
  });
});

describe("wrong rules are caught, and the report says where", () => {
  type Rule = CustomGradient<readonly [Tensor, Tensor], Tensor>["vjp"];
  const a = input("a", [2]);
  const b = input("b", [2]);
  const point = { a: [0.5, 2], b: [3, -1] };
  const right: Rule = ({ cotangent, inputs: [p, q] }) => [
    mul(cotangent, cosine(p, q, q)),
    mul(cotangent, cosine(p, q, p)),
  ];
  const cosine = (p: Tensor, q: Tensor, factor: Tensor) => mul(cos(mul(p, q)), factor);
  /** sin(a·b) with a rule of ours. */
  const check = (vjp: Rule) => {
    const f = customGradient({ name: "sinOfProduct", value: (p: Tensor, q: Tensor): Tensor => sin(mul(p, q)), vjp });
    return checkJacobian(f(a, b), { wrt: [a, b], feeds: point });
  };

  test("the right rule passes, so that the failures below are the rules' own", () => {
    expect(check(right).pass).toBe(true);
  });

  test("a wrong sign", () => {
    const { pass, reason, worst } = check((rule) => [right(rule)[0], neg(right(rule)[1]!)]);
    expect(pass).toBe(false);
    expect(worst).toMatchObject({ output: '"sinOfProduct" [2]', tensor: '"b" [2]' });
    expect(worst!.row).toBe(worst!.column);
    expect(worst!.reverse).toBeCloseTo(-worst!.differences, 8);
    expect(reason).toContain('All derivatives by "b" [2] have the wrong sign.');
  });

  test("a factor of two", () => {
    const { pass, worst, reason } = check((rule) => [mul(right(rule)[0]!, 2), right(rule)[1]]);
    expect(pass).toBe(false);
    expect(worst!.tensor).toBe('"a" [2]');
    expect(worst!.reverse / worst!.differences).toBeCloseTo(2, 8);
    expect(reason).toMatch(
      /All derivatives by "a" \[2\] are 2 times what they should be: a factor of 2 is one too many, or/,
    );
  });

  test("swapped arguments", () => {
    const { pass, checks, reason } = check((rule) => [...right(rule)].reverse());
    expect(pass).toBe(false);
    expect(checks[0]!.blocks!.map((block) => block.pass)).toStrictEqual([false, false]);
    expect(reason).toMatch(/The derivatives by "[ab]" \[2\] and "[ab]" \[2\] stand in each other's place\.$/);
  });

  test("a missing term", () => {
    const product = customGradient({
      name: "quotient",
      value: (p: Tensor, q: Tensor): Tensor => add(div(p, q), q),
      vjp: ({ cotangent, inputs: [p, q] }) => [div(cotangent, q), neg(div(mul(cotangent, p), mul(q, q)))],
    });
    const { pass, worst } = checkJacobian(product(a, b), { wrt: [a, b], feeds: point });
    expect(pass).toBe(false);
    expect(worst).toMatchObject({ tensor: '"b" [2]' });
    expect(worst!.differences - worst!.reverse).toBeCloseTo(1, 8);
  });

  test("a missing cotangent", () => {
    expect(check((rule) => [right(rule)[0], undefined]).worst!.tensor).toBe('"b" [2]');
  });

  test("a wrong element among many right ones, of a scale far below the rest", () => {
    const tiny = customGradient({
      name: "tiny",
      value: (p: Tensor): Tensor => mul(p, constant([1, 1e-3])),
      vjp: ({ cotangent }) => [mul(cotangent, constant([1, 1.001e-3]))],
    });
    const { pass, worst } = checkJacobian(tiny(a), { wrt: [a], feeds: { a: point.a } });
    expect({ pass, row: worst!.row, column: worst!.column }).toStrictEqual({ pass: false, row: 1, column: 1 });
  });

  test("a rule that is not linear in the cotangent", () => {
    const squared = check((rule) => right(rule).map((share) => share && mul(share, rule.cotangent)));
    expect(squared.verdict).toBe("wrong");
    expect(squared.reason).toContain('customGradient "sinOfProduct": the cotangent of argument 0 is not linear');
    const offset = check((rule) => right(rule).map((share) => share && add(share, 1)));
    expect(offset.pass).toBe(false);
  });

  test("second derivatives that a rule hides behind stopGradient", () => {
    const square = customGradient({
      name: "square",
      value: (p: Tensor): Tensor => mul(p, p),
      vjp: ({ cotangent, inputs: [p] }) => [mul(mul(cotangent, 2), stopGradient(p))],
    });
    const options = { wrt: [a], feeds: { a: point.a } };
    expect(checkJacobian(square(a), options).pass).toBe(true);
    const { pass, worst } = checkJacobian(gradients(sum(square(a)), [a]), options);
    expect({ pass, reverse: worst!.reverse }).toStrictEqual({ pass: false, reverse: 0 });
    expect(worst!.differences).toBeCloseTo(2, 8);
  });
});

describe("what is wrong is told in words", () => {
  const w = input("w", [3, 3]);
  const other = input("other", [3, 3]);
  const numbers = (frequency: number) =>
    Float64Array.from({ length: 9 }, (_, i) => Math.sin(frequency * (i + 1)) + 1.5);
  const point = { wrt: [w, other], feeds: { w: numbers(1), other: numbers(2) } };
  /** w·other, elementwise, with a rule of ours for w. */
  const words = (share: (right: Tensor) => Tensor | undefined) => {
    const f = customGradient({
      name: "f",
      value: (p: Tensor, q: Tensor): Tensor => sum(mul(p, q)),
      vjp: ({ cotangent, inputs: [p, q] }) => [share(mul(cotangent, q)), mul(cotangent, p)],
    });
    return checkJacobian(f(w, other), point).reason.split("). ").at(-1);
  };

  test.each<readonly [string, (right: Tensor) => Tensor | undefined, string]>([
    ["a sign", neg, 'All derivatives by "w" [3, 3] have the wrong sign.'],
    [
      "a factor and a sign",
      (right) => mul(right, -3),
      'All derivatives by "w" [3, 3] are 3 times what they should be, and have the wrong sign: ' +
        "a factor of 3 is one too many, or a division by 3 is missing.",
    ],
    [
      "a mean for a sum",
      (right) => div(right, 9),
      'All derivatives by "w" [3, 3] are 1/9 of what they should be: a factor of 9 is missing.',
    ],
    [
      "a constant",
      (right) => mul(right, Math.LN2),
      'All derivatives by "w" [3, 3] are 0.693147 times what they should be.',
    ],
    [
      "a term",
      (right) => add(right, -0.25),
      'All derivatives by "w" [3, 3] are off by the same 0.25: a term is missing.',
    ],
    [
      "a transpose",
      (right) => transpose(right, [1, 0] as never),
      'The derivatives by "w" [3, 3] are the right numbers at the wrong places: a wrong axis, transpose or slice.',
    ],
    [
      "a path that is cut",
      () => undefined,
      'The derivative by "w" [3, 3] is zero everywhere: its path to the output is cut.',
    ],
  ])("%s", (_what, share, expected) => expect(words(share)).toBe(expected));

  test("nothing is made up where no pattern explains it", () => {
    expect(words((right) => mul(right, constant(numbers(5), { shape: [3, 3] })))).toMatch(
      /^The derivatives disagree by/,
    );
  });
});

describe("nothing passes silently", () => {
  test("a Jacobian of zeros fails unless it is meant", () => {
    const report = checkJacobian(floor(x), { wrt: [x], feeds });
    expect(report).toMatchObject({
      pass: false,
      verdict: "undecided",
      reason: 'Nothing depends on "x" [2, 3] at this point: all derivatives are zero. Set allowZero if that is meant.',
    });
    expect(checkJacobian(floor(x), { wrt: [x], feeds, allowZero: true }).pass).toBe(true);
  });

  test("stopGradient where differences see a slope fails", () => {
    const { pass, worst } = checkJacobian(stopGradient(x), { wrt: [x], feeds, allowZero: true });
    expect({ pass, reverse: worst!.reverse, forward: worst!.forward }).toStrictEqual({
      pass: false,
      reverse: 0,
      forward: 0,
    });
    expect(worst!.differences).toBeCloseTo(1, 10);
  });

  test("a Jacobian without entries fails unless it is meant", () => {
    const empty = input("empty", [0]);
    const point = { empty: new Float32Array(0) };
    expect(checkJacobian(exp(empty), { wrt: [empty], feeds: point })).toMatchObject({
      pass: false,
      worst: undefined,
      reason: "The Jacobian has no entries, so nothing was compared; set allowZero if that is meant.",
    });
    expect(checkJacobian(exp(empty), { wrt: [empty], feeds: point, allowZero: true }).pass).toBe(true);
  });

  test("an output that is not finite fails with its element", () => {
    const t = input("t", [2]);
    expect(checkJacobian(log(t), { wrt: [t], feeds: { t: [1, -1] } }).reason).toBe(
      "The output log [2] at [1] is NaN; check at another point.",
    );
    expect(checkJacobian(exp(t), { wrt: [t], feeds: { t: [1, Number.NaN] } }).pass).toBe(false);
  });

  test("a derivative that is not finite fails with its place", () => {
    const t = input("t", [2]);
    const guarded = select(greater(t, 1), div(t, sub(t, 1)), t);
    const { pass, reason } = checkJacobian(guarded, { wrt: [t], feeds: { t: [2, 1] } });
    expect(pass).toBe(false);
    expect(reason).toMatch(/^A derivative is not finite: ∂ select \[2\] at \[\d\] \/ ∂ "t" \[2\] at \[1\] is NaN/);
  });

  test("a tensor that is computed cannot be moved by itself", () => {
    expect(checkJacobian(exp(sin(x)), { wrt: [sin(x)], feeds }).reason).toBe(
      "sin [2, 3] is computed from other tensors; wrt takes inputs, parameters and variables.",
    );
  });

  test("at a kink the verdict is that it is one", () => {
    const t = input("t", [1]);
    const { verdict, pass, reason } = checkJacobian(abs(t), { wrt: [t], feeds: { t: [1e-12] } });
    expect({ verdict, pass }).toStrictEqual({ verdict: "undecided", pass: false });
    expect(reason).toContain("There is a kink at this point");
  });

  test("feeds and tensors that do not fit throw as everywhere else", () => {
    expect(() => checkJacobian(exp(x), { wrt: [x], feeds: { ...feeds, y: 1 } })).toThrow('no input "y"');
    expect(() => checkJacobian(exp(x), { wrt: [x] })).toThrow("was not fed");
    const labels = input("labels", [2], "i32");
    expect(() => checkJacobian(exp(x), { wrt: [labels], feeds: { ...feeds, labels: [0, 1] } })).toThrow(
      "has no derivative",
    );
  });
});
