import { readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { main as derivatives } from "./01-derivatives.js";
import { main as shapes } from "./02-shapes.js";
import { main as xor } from "./03-xor.js";
import { main as residualMnist } from "./04-residual-mnist.js";
import { main as ownLayer } from "./05-own-layer.js";
import { main as checkADerivative } from "./06-check-a-derivative.js";
import { main as ownOptimizer } from "./07-own-optimizer.js";
import { main as graphsAsData } from "./08-graphs-as-data.js";
import { main as lenet } from "./09-lenet.js";
import { main as formulas } from "./10-formulas.js";

describe("the examples do what they say", () => {
  const log = vi.spyOn(console, "log");
  beforeEach(() => void log.mockReset().mockImplementation(() => {}));
  afterEach(() => expect(log, "an example prints what it found").toHaveBeenCalled());

  test("01: (x eˣ)′ = (1 + x) eˣ, (x eˣ)″ = (2 + x) eˣ, and the minimum is at −1", () => {
    const { f, slope, curvature, minimum } = derivatives();
    expect(f).toBeCloseTo(Math.E, 14);
    expect(slope).toBeCloseTo(2 * Math.E, 14);
    expect(curvature).toBeCloseTo(3 * Math.E, 14);
    expect(minimum).toBeCloseTo(-1, 6);
  });

  test("02: the shapes in the types are those of the graph", () => {
    expect(shapes()).toStrictEqual({
      shapes: ["[batch, 64]", "[batch, 28, 28]", "[batch, 784]", "[batch, 10]", "[]"],
      refused: 6,
    });
  });

  test("03: a network learns XOR", () => {
    const { loss, accuracy, answers } = xor();
    expect(loss).toBeLessThan(0.01);
    expect(accuracy).toBe(1);
    expect(answers.map(Math.round)).toStrictEqual([0, 1, 1, 0]);
  });

  test("04: a residual network learns digits", async () => {
    const { loss, accuracy } = await residualMnist();
    expect(loss).toBeLessThan(0.5);
    expect(accuracy).toBeGreaterThan(0.85);
  });

  test("05: layers of one's own train", () => {
    const { before, after, parameters } = ownLayer();
    expect(after).toBeLessThan(before / 100);
    expect(parameters).toContain("scale_1/factor");
  });

  test("06: a right derivative passes, a wrong one is found", () => {
    const { right, wrong } = checkADerivative();
    expect(right).toMatchObject({ pass: true });
    expect(wrong.pass).toBe(false);
    expect(wrong.worst!.differences / wrong.worst!.reverse).toBeCloseTo(2, 8);
  });

  test("07: an optimizer of one's own walks down Rosenbrock's valley", () => {
    const { before, after, end, state } = ownOptimizer();
    expect(after).toBeLessThan(before / 1000);
    for (const place of end) expect(Math.abs(place - 1)).toBeLessThan(0.05);
    expect(state.toSorted()).toStrictEqual(["optimizer/rms/x", "optimizer/rms/y", "optimizer/step"]);
  });

  test("08: a graph survives JSON, with the same values", () => {
    const { before, after, same } = graphsAsData();
    expect(same).toBe(true);
    expect(after).toStrictEqual(before);
  });

  // The reference backend takes most of a minute.
  test("09: LeNet-5 learns digits", { timeout: 180_000 }, async () => {
    const { loss, accuracy } = await lenet();
    expect(loss).toBeLessThan(0.4);
    expect(accuracy).toBeGreaterThan(0.88);
  });

  test("10: a network of formulas learns a sine, and prints as what it was written as", () => {
    const { before, after, penalty, text } = formulas();
    expect(after).toBeLessThan(0.005);
    expect(after).toBeLessThan(before / 100);
    expect(penalty).toBeGreaterThan(0);
    expect(text).toBe("h = tanh(x * W1 + b1)\ny = h * W2 + b2");
  });
});

test("examples are numbered without gaps, and this file runs each", () => {
  const names = readdirSync(import.meta.dirname).filter((file) => /^\d\d-.*(?<!\.test)\.ts$/.test(file));
  expect(names.map((name) => Number(name.slice(0, 2)))).toStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
