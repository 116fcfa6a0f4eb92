import { describe, expect, test } from "vitest";
import { fuse } from "../../compiler/fuse/fuse.js";
import type { LoopKernel } from "../../compiler/fuse/kernel.js";
import type { Tensor } from "../../graph/tensor.js";
import { add, mul, sub } from "../../primitives/binary.js";
import { cast } from "../../primitives/cast.js";
import { less, lessEqual } from "../../primitives/compare.js";
import { dot } from "../../primitives/dot.js";
import { max } from "../../primitives/extreme.js";
import { input } from "../../primitives/input.js";
import { sum } from "../../primitives/sum.js";
import { transpose } from "../../primitives/transpose.js";
import { exp } from "../../primitives/unary.js";
import { structureOf } from "./structureOf.js";

/** The structure of the one kernel of a tensor. */
function of(output: unknown) {
  const { kernels } = fuse({ outputs: [output as Tensor], updates: [], requireFinite: [] });
  expect(kernels).toHaveLength(1);
  return structureOf(kernels[0] as LoopKernel);
}

const matrix = (name: string, rows = 4, columns = 4) => input(name, [rows, columns]);
const [a, b, c] = [matrix("a"), matrix("b"), matrix("c")];

describe("two kernels", () => {
  test.each([
    ["of the same shape and other buffers", add(exp(a), b), add(exp(c), a)],
    ["that are products with an epilogue", mul(dot(a, b), 2), mul(dot(b, c), 2)],
    ["that reduce", sum(exp(a), { axes: [1] }), sum(exp(b), { axes: [1] })],
  ])("%s have one structure", (_, one, other) => {
    expect(of(one).text).toBe(of(other).text);
    expect(of(one).buffers.map(({ tensor }) => tensor.name)).not.toEqual(
      of(other).buffers.map(({ tensor }) => tensor.name),
    );
  });

  test.each([
    ["functions", add(a, b), sub(a, b)],
    ["numbers", mul(a, 2), mul(a, 3)],
    ["zeros", add(a, 0), add(a, -0)],
    ["spaces", exp(matrix("a", 2, 8)), exp(matrix("a", 8, 2))],
    ["ways through memory", add(a, b), add(a, transpose(b, [1, 0]))],
    ["buffers twice", add(a, b), add(a, a)],
    ["element types", cast(input("i", [3], "i32"), "f32"), cast(input("i", [3], "u8"), "f32")],
    ["comparisons", less(a, b), lessEqual(a, b)],
    ["reductions", sum(a, { axes: [1] }), max(a, { axes: [1] })],
    ["axes", sum(a, { axes: [0] }), sum(a, { axes: [1] })],
    ["transposed factors", dot(a, b), dot(a, b, true)],
    ["work done twice or once", add(exp(a), exp(a)), add(exp(a), exp(b))],
  ])("with other %s have two", (_, one, other) => {
    expect(of(one).text).not.toBe(of(other).text);
  });
});
