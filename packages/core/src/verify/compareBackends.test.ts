import { expect, test } from "vitest";
import {
  add,
  type Backend,
  div,
  exp,
  input,
  log,
  matmul,
  mul,
  parameter,
  randomNormal,
  reference,
  sub,
  sum,
  type Tensor,
  tanh,
} from "../index.js";
import { compareBackends, formatVerification } from "./index.js";

const x = input("x", ["batch", 7]);
const feeds = { x: Float64Array.from({ length: 35 }, (_, i) => Math.sin(i + 1)) };
const weights = parameter("weights", [7, 9], { initial: (shape, key) => randomNormal(key, shape) });
const hidden: Tensor = tanh(matmul(x, weights));
const loss = sum(exp(hidden));

/** The reference, whose results are this much too large. */
const inflated = (by: number): Backend => ({
  name: "inflated",
  open: () => {
    const memory = reference.open();
    return {
      ...memory,
      threads: 1,
      compile: (routine) => {
        const program = memory.compile(routine);
        const output = (index: number) =>
          routine.outputs[index]!.dtype === "f64" ? program.output(index).map((v) => v * by) : program.output(index);
        return { ...program, output };
      },
    };
  },
});

test("the compiled backend agrees in both precisions, on values and gradients", () => {
  const { pass, checks, reason } = compareBackends([loss, hidden], { feeds });
  expect({ pass, reason }).toStrictEqual({ pass: true, reason: "wasm f64 and wasm f32 agree with the reference." });
  expect(checks.map(({ name }) => name)).toStrictEqual(["wasm f64", "wasm f32"]);
  for (const { comparisons } of checks) {
    expect(comparisons!.map(({ of, tensor }) => [of, tensor])).toStrictEqual([
      ["value", "sum []"],
      ["value", "tanh [batch, 9]"],
      ["gradient", '"x" [batch, 7]'],
      ["gradient", '"weights" [7, 9]'],
    ]);
  }
  const [double, single] = checks.map(({ worst }) => worst!);
  expect(double).toBeLessThan(1e-14);
  expect(single).toBeGreaterThan(1e-9);
  expect(single).toBeLessThan(1e-5);
});

test("one that is off by a millionth is told with the tensor, the element and the distance", () => {
  const contestants = { inflated: { backend: inflated(1 + 1e-6), floats: "f64" as const, tolerance: 1e-12 } };
  const { verdict, checks, reason } = compareBackends(loss, { feeds, contestants });
  expect(verdict).toBe("wrong");
  expect(checks[0]!.comparisons![0]!.ulps).toBeGreaterThan(1e9);
  expect(reason).toMatch(/^inflated: (the gradient by )?.* is .*, the reference's .*: 1\.\de-6 of the largest number/);
});

test("NaN and infinities are equal to themselves, and to nothing else", () => {
  const t = input("t", [3]);
  const f = add(log(t), div(1, sub(t, 1)));
  expect(compareBackends(f, { feeds: { t: [-1, 1, 2] } }).pass).toBe(true);
  const contestants = { inflated: { backend: inflated(Number.NaN), floats: "f64" as const, tolerance: 1 } };
  expect(compareBackends(mul(t, t), { feeds: { t: [1, 2, 3] }, contestants }).verdict).toBe("wrong");
});

test("prints as the table of the other checks", () => {
  const table = formatVerification(compareBackends(loss, { feeds }));
  expect(table.split("\n").map((line) => line.slice(0, 10))).toStrictEqual([
    "  check   ",
    "✓ wasm f64",
    "✓ wasm f32",
    "",
    "wasm f64 a",
  ]);
});

test("a gradient that is zero because everything cancels may be rounded in another way", () => {
  const rows: Tensor = input("rows", [8, 3]);
  const shift: Tensor = parameter("shift", [3], { initial: (shape, key) => randomNormal(key, shape) });
  const moved = add(exp(rows), shift) as Tensor;
  const bent = tanh(sub(moved, mul(sum(moved, { axes: [0] }) as Tensor, 0.125)) as Tensor) as Tensor;
  const point = { rows: Float64Array.from({ length: 24 }, (_, i) => Math.sin(i * i)) };
  expect(compareBackends(sum(mul(bent, bent)) as Tensor, { feeds: point })).toMatchObject({ pass: true });
});
