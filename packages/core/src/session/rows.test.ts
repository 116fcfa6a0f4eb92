import { describe, expect, test } from "vitest";
import { gradients } from "../autodiff/gradients.js";
import { reference } from "../backends/reference/reference.js";
import { wasm } from "../backends/wasm/wasm.js";
import type { Tensor } from "../graph/tensor.js";
import { mul, sub } from "../primitives/binary.js";
import { input } from "../primitives/input.js";
import { matmul } from "../primitives/matmul.js";
import { sum } from "../primitives/sum.js";
import { parameter } from "../primitives/variable.js";
import { createSession } from "./session.js";

const images = {
  dtype: "u8",
  shape: [4, 2, 3],
  data: Uint8Array.from({ length: 24 }, (_, i) => 7 * i),
  scaling: { factor: 1 / 255, offset: -0.5 },
} as const;
const labels = { dtype: "u8", shape: [4], data: Uint8Array.of(3, 1, 4, 1) } as const;

const pixels = input("pixels", ["batch", 6]);
const targets = input("targets", ["batch"], "i32");

describe.each([wasm(), reference])("a dataset in a session on $name", (backend) => {
  test("feeds rows by their indices, scaled as batches of it are", () => {
    using session = createSession({ backend });
    const program = session.compile({ outputs: { pixels, targets } }, { dataset: { pixels: images, targets: labels } });
    expect([...program.inputs.keys()]).toEqual(["indices"]);
    const found = program.run({ indices: Int32Array.of(2, 0, 2) });
    const row = (index: number) => Array.from({ length: 6 }, (_, j) => Math.fround((7 * (6 * index + j)) / 255 - 0.5));
    expect(found.pixels.shape).toEqual([3, 6]);
    for (const [i, index] of [2, 0, 2].entries()) {
      row(index).forEach((expected, j) => {
        expect(found.pixels.data[6 * i + j]).toBe(Math.fround((1 / 255) * (7 * (6 * index + j)) + -0.5));
        expect(found.pixels.data[6 * i + j]).toBeCloseTo(expected, 6);
      });
    }
    expect(found.targets).toEqual({ dtype: "i32", shape: [3], data: Int32Array.of(4, 3, 4) });
  });

  test("trains as batches do, to the last bit", () => {
    const weights = parameter("weights", [6, 1], { initial: 0.25 });
    const loss = sum(mul(matmul(pixels, weights), matmul(pixels, weights)));
    const updates = [[weights, sub(weights, mul(gradients(loss, [weights])[0], 0.125))]] as const;
    const run = (dataset: { readonly pixels: typeof images } | undefined) => {
      using session = createSession({ backend });
      const step = session.compile({ outputs: loss, updates: updates as never }, dataset && { dataset });
      const order = [Int32Array.of(0, 3), Int32Array.of(1, 2), Int32Array.of(3, 3, 1)];
      const losses = order.map((indices) => {
        const batch = Float32Array.from({ length: 6 * indices.length }, (_, i) =>
          Math.fround((1 / 255) * images.data[6 * indices[Math.floor(i / 6)]! + (i % 6)]! + -0.5),
        );
        return step.run(dataset === undefined ? { pixels: batch } : { indices });
      });
      return {
        losses,
        weights: [...session.read("weights").data],
        variables: session.variables.map(({ name }) => name),
      };
    };
    expect(run({ pixels: images })).toEqual(run(undefined));
  });

  test("refuses an index that is no row's", () => {
    using session = createSession({ backend });
    const program = session.compile({ outputs: targets }, { dataset: { targets: labels } });
    expect(() => program.run({ indices: Int32Array.of(0, 4) })).toThrow(
      "index 4 (at position 1) is not among the 4 rows",
    );
  });
});

test("programs share the columns that they are both fed from, and other inputs are fed as ever", () => {
  using session = createSession();
  const factor = input("factor", []);
  const first = session.compile({ outputs: mul(pixels, factor) as Tensor }, { dataset: { pixels: images } });
  const second = session.compile({ outputs: sum(pixels) }, { dataset: { pixels: images, unused: labels } });
  const indices = Int32Array.of(1);
  const { data } = first.run({ indices, factor: 2 }) as { data: Float32Array };
  expect(second.run({ indices })).toBeCloseTo(
    data.reduce((total, x) => total + x / 2, 0),
    5,
  );
  expect(session.variables).toEqual([]);
});
