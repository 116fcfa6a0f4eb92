import { constant, input, mul, reshape, type Tensor } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { groupNorm } from "./groupNorm.js";
import { layerNorm } from "./layerNorm.js";
import { rmsNorm } from "./rmsNorm.js";

const data = Float64Array.from({ length: 48 }, (_, i) => Math.sin(3 * i) + i / 10);
const images: Tensor = constant(data, { dtype: "f64", shape: [2, 3, 2, 4] });
const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

/** The numbers of example 0 in the channels of one group. */
const groupOf = (y: readonly number[], channels: readonly number[]) =>
  y.slice(0, 24).filter((_, i) => channels.includes(i % 4));

describe("groupNorm", () => {
  test("gives each example and group mean 0 and variance 1, over space too", () => {
    const y = numbers(groupNorm(2, { epsilon: 0 })(images));
    for (const channels of [
      [0, 1],
      [2, 3],
    ]) {
      const group = groupOf(y, channels);
      expect(mean(group)).toBeCloseTo(0, 12);
      expect(mean(group.map((value) => value ** 2))).toBeCloseTo(1, 12);
    }
  });

  test("with one group is layer normalisation of the whole example", () => {
    const whole: Tensor = layerNorm({ scale: false, shift: false })(reshape(images, [2, 24]) as Tensor);
    expect(numbers(groupNorm(1)(images))).toStrictEqual(numbers(whole));
  });

  test("with a group for each channel is instance normalisation", () => {
    const group = groupOf(numbers(groupNorm(4, { epsilon: 0 })(images)), [3]);
    expect(group).toHaveLength(6);
    expect(mean(group)).toBeCloseTo(0, 12);
  });
});

test("layerNorm does not see the mean or the scale of an example, rmsNorm the scale only", () => {
  const scaled = mul(images, 1000);
  const close = (a: readonly number[], b: readonly number[]) =>
    Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
  for (const layer of [layerNorm({ epsilon: 0 }), rmsNorm({ epsilon: 0 })]) {
    expect(close(numbers(layer(images)), numbers(layer(scaled)))).toBeLessThan(1e-12);
  }
  const constantRows = constant([[3, 3, 3]]);
  expect(numbers(layerNorm()(constantRows))).toStrictEqual([0, 0, 0]);
  expect(numbers(rmsNorm({ epsilon: 0 })(constantRows))).toStrictEqual([1, 1, 1]);
});

test("training and evaluation are the same", () => {
  const x = input("x", [2, 4]);
  const feeds = { x: data.subarray(0, 8) };
  for (const make of [() => layerNorm(), () => rmsNorm(), () => groupNorm(2)]) {
    expect(numbers(make()(x, { training: true }), feeds)).toStrictEqual(numbers(make()(x), feeds));
  }
});
