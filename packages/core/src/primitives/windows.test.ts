import { describe, expect, test } from "vitest";
import { gradients } from "../autodiff/gradients.js";
import { evaluate } from "../session/evaluate.js";
import type { TensorValue } from "../types/tensorValue.js";
import { mul } from "./binary.js";
import { constant } from "./constant.js";
import { max } from "./extreme.js";
import { foldWindows } from "./foldWindows.js";
import { input } from "./input.js";
import { matmul } from "./matmul.js";
import { reshape } from "./reshape.js";
import { sum } from "./sum.js";
import { transpose } from "./transpose.js";
import { windows } from "./windows.js";

const numbers = (value: unknown): readonly number[] => [...(value as TensorValue).data];
const line = constant([1, 2, 3, 4, 5, 6, 7]);

describe("windows", () => {
  test("put the elements of each window in a row", () => {
    expect(evaluate(windows(line, { axis: 0, size: 3, stride: 2 }))).toMatchObject({
      shape: [3, 3],
      data: Float32Array.of(1, 2, 3, 3, 4, 5, 5, 6, 7),
    });
  });

  test("with a dilation leave elements out", () => {
    expect(numbers(evaluate(windows(line, { axis: -1, size: 3, dilation: 3 })))).toEqual([1, 4, 7]);
  });

  test("leave the end of an axis out where no whole window fits", () => {
    expect(numbers(evaluate(windows(line, { axis: 0, size: 2, stride: 3 })))).toEqual([1, 2, 4, 5]);
  });

  test("times weights are a convolution, the one computed by hand", () => {
    const image = constant([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ]);
    const weights = constant([[1], [-1], [2], [3]]);
    const patches = windows(windows(image, { axis: 0, size: 2 }), { axis: 2, size: 2 });
    // [2, 2, 2, 2] as [row, i, column, j]: the products run over i and j.
    const found = evaluate(matmul(reshape(byPlace(patches), [4, 4]), weights));
    expect(numbers(found)).toEqual([1 - 2 + 8 + 15, 2 - 3 + 10 + 18, 4 - 5 + 14 + 24, 5 - 6 + 16 + 27]);
  });

  test("and their largest elements are pooling, whose gradient goes to the winners", () => {
    const x = input("x", [1, 6]);
    const pooled = max(windows(x, { axis: 1, size: 3, stride: 3 }), { axes: [2] });
    const slope = gradients(sum(mul(pooled, constant([[10, 20]]))), [x])[0];
    expect(numbers(evaluate(slope, { x: [[1, 5, 2, 4, 3, 9]] }))).toEqual([0, 10, 0, 0, 0, 20]);
  });
});

/** [row, i, column, j] as [row, column, i, j]. */
const byPlace = (patches: ReturnType<typeof windows>) => transpose(patches, [0, 2, 1, 3]);

describe("foldWindows", () => {
  test("counts how many windows each element is in", () => {
    const ones = constant([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(numbers(evaluate(foldWindows(ones, { axis: 0, extent: 5 })))).toEqual([1, 2, 3, 2, 1]);
  });

  test("leaves zeros where no window reaches", () => {
    const pairs = constant([
      [1, 2],
      [3, 4],
    ]);
    expect(numbers(evaluate(foldWindows(pairs, { axis: 0, stride: 3, extent: 6 })))).toEqual([1, 2, 0, 3, 4, 0]);
  });
});
