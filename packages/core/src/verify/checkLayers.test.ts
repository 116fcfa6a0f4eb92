import { describe, expect, test } from "vitest";
import {
  add,
  cast,
  customGradient,
  gather,
  input,
  matmul,
  mul,
  named,
  neg,
  parameter,
  randomNormal,
  sub,
  sum,
  type Tensor,
  tanh,
} from "../index.js";
import { checkGradient, checkLayers } from "./index.js";

const x = input("x", ["batch", 3]);
const feeds = {
  x: [
    [0.5, -1, 2],
    [1.5, 0.25, -0.75],
  ],
};

const weights = (name: string, shape: readonly number[]): Tensor =>
  parameter(name, shape, { initial: (sizes, key) => randomNormal(key, sizes) });
const layer = (name: string, h: Tensor, shape: readonly [number, number]): Tensor =>
  named(name, tanh(add(matmul(h, weights(`${name}/weights`, shape)), weights(`${name}/bias`, [shape[1]]))));

const negated = customGradient({
  name: "negated",
  value: (h: Tensor): Tensor => neg(h),
  vjp: ({ cotangent }) => [cotangent],
});

describe("every layer of a network", () => {
  test("is checked in one call, by its parameters and what goes into it", () => {
    const { pass, checks, reason } = checkLayers(layer("second", layer("first", x, [3, 4]), [4, 2]), { feeds });
    expect({ pass, reason }).toStrictEqual({ pass: true, reason: "All 2 layers are differentiated right." });
    expect(
      checks.map(({ name, blocks }) => ({ name, by: blocks!.map(({ tensor }) => tensor).toSorted() })),
    ).toStrictEqual([
      { name: '"first" [batch, 4]', by: ['"first/bias" [4]', '"first/weights" [3, 4]', '"x" [batch, 3]'] },
      { name: '"second" [batch, 2]', by: ['"first" [batch, 4]', '"second/bias" [2]', '"second/weights" [4, 2]'] },
    ]);
    for (const { taylor } of checks) {
      const slopes = taylor!.filter(({ order }) => order === 1).map(({ slope }) => slope!);
      expect(slopes).toHaveLength(4);
      for (const slope of slopes) expect(Math.abs(slope - 2)).toBeLessThan(0.05);
    }
  });

  test("is told from the others when its derivative is wrong, by checkGradient too", () => {
    const output = layer("second", negated(layer("first", x, [3, 4])), [4, 2]);
    const { verdict, checks } = checkLayers(output, { feeds });
    expect(verdict).toBe("wrong");
    expect(checks.map(({ name, pass }) => [name, pass])).toStrictEqual([
      ['"first" [batch, 4]', true],
      ['"negated" [batch, 4]', false],
      ['"second" [batch, 2]', true],
    ]);
    const { reason } = checkGradient(sum(output), { feeds });
    expect(reason).toMatch(/ Layer by layer, what is wrong is "negated" \[batch, 4\]\.$/);
  });

  test("is one layer for each time that it is applied, also under the same name and that of an input", () => {
    const once = named("x", mul(x, x));
    const twice = named("x", sub(once, mul(once, once)));
    const { pass, checks } = checkLayers(twice, { feeds });
    expect(pass).toBe(true);
    expect(checks.map(({ blocks }) => blocks!.map(({ tensor }) => tensor))).toStrictEqual([
      ['"x" [batch, 3]'],
      ['"x (2)" [batch, 3]'],
    ]);
  });

  test("is fed the integers that others compute", () => {
    const rows = named("rows", cast(input("choice", [2]), "i32"));
    const table = weights("table", [4, 2]);
    const { pass, checks } = checkLayers(named("picked", gather(table, rows) as Tensor), { feeds: { choice: [3, 1] } });
    expect(pass).toBe(true);
    expect(checks.map(({ blocks }) => blocks!.map(({ tensor }) => tensor))).toStrictEqual([['"table" [4, 2]']]);
  });
});
