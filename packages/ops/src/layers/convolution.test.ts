import { constant, createSession, evaluate, input, reference, reshape, type Tensor, wasm } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { relu } from "../activations/relu.js";
import { numbers } from "../evaluation.properties.js";
import { averagePool2d } from "./averagePool2d.js";
import { conv1d } from "./conv1d.js";
import { conv2d } from "./conv2d.js";
import { convolutionCases, convolved } from "./convolution.properties.js";
import { dense } from "./dense.js";
import { maxPool1d } from "./maxPool1d.js";
import { maxPool2d } from "./maxPool2d.js";
import { sequential } from "./sequential.js";

const counting = (length: number): Float64Array => Float64Array.from({ length }, (_, i) => ((7 * i) % 11) - 5);
const sizeOf = (shape: readonly number[]) => shape.reduce((product, dim) => product * dim, 1);

describe.each([reference, wasm()])("on $name", (backend) => {
  test("a convolution is what its definition says, whatever its options", () => {
    fc.assert(
      fc.property(convolutionCases, (example) => {
        const { image, filters, options } = example;
        const x = input("x", ["batch", ...image.slice(1)]);
        const y: Tensor = conv2d(filters, { ...options, bias: false })(x);
        using session = createSession({ backend });
        const program = session.compile({ outputs: [y] });
        const shape = session.variables[0]!.shape;
        const [pixels, weights] = [counting(sizeOf(image)), counting(sizeOf(shape)).reverse()];
        session.write("conv2d/weights", weights);
        const [found] = program.run({ x: pixels }) as readonly [{ data: Float32Array }];
        // Whole numbers: their sums are exact in any order.
        expect(Array.from(found.data)).toStrictEqual(convolved(example, pixels, weights));
      }),
      { seed: 11, numRuns: 60 },
    );
  });
});

test("a window of one element is a dense layer at each position", () => {
  const images = input("images", ["batch", 2, 3, 4]);
  const feeds = { images: counting(48) };
  const run = (layer: (x: Tensor) => Tensor, name: string) => {
    using session = createSession();
    const program = session.compile({ outputs: [layer(images)] });
    session.write(
      `${name}/weights`,
      Float64Array.from({ length: 20 }, (_, i) => i),
    );
    return program.run(feeds)[0];
  };
  expect(run((x) => conv2d(5, { size: 1 })(x), "conv2d")).toStrictEqual(run((x) => dense(5)(x), "dense"));
});

test("a convolution along one axis is one of images of height 1", () => {
  const signals = constant(counting(24), { shape: [2, 6, 2] });
  const options = { stride: 2, dilation: 2, padding: 1, initial: (shape: readonly number[]) => ones(shape) };
  const ones = (shape: readonly number[]): Tensor => constant(counting(sizeOf(shape)), { shape });
  const wide = conv2d(3, { ...options, size: [1, 3], stride: [1, 2], dilation: [1, 2], padding: [0, 1] });
  const images: Tensor = reshape(signals, [2, 1, 6, 2]);
  expect(numbers(conv1d(3, { ...options, size: 3 })(signals))).toStrictEqual(numbers(wide(images)));
});

test("the same layer takes images of other sizes, and shares its weights", () => {
  const layer = conv2d(2, { size: 3 });
  const [small, large] = [input("small", ["batch", 4, 4, 1]), input("large", ["batch", 9, 5, 1])];
  using session = createSession();
  session.compile({ outputs: [layer(small), layer(large)] });
  expect(session.variables.map(({ name, shape }) => [name, shape])).toStrictEqual([
    ["conv2d/weights", [3, 3, 1, 2]],
    ["conv2d/bias", [2]],
  ]);
});

describe("pooling at the edges", () => {
  const negative = constant([[[-1], [-2], [-3]]]);

  test("padding never wins, also where all numbers are negative", () => {
    expect(numbers(maxPool1d(2, { stride: 1, padding: "same" })(negative))).toStrictEqual([-1, -2, -3]);
    expect(numbers(maxPool1d(2, { padding: 1 })(negative))).toStrictEqual([-1, -2]);
    const whole = constant(new Int32Array([-5, -7]), { dtype: "i32", shape: [1, 2, 1] });
    expect(numbers(maxPool1d(2, { padding: 1 })(whole))).toStrictEqual([-5, -7]);
  });

  test("padding does not count in a mean", () => {
    const image = constant([
      [
        [[1], [2]],
        [[3], [4]],
      ],
    ]);
    expect(numbers(averagePool2d(2, { padding: 1 })(image))).toStrictEqual([1, 2, 3, 4]);
    expect(numbers(averagePool2d(2, { stride: 1, padding: "same" })(image))).toStrictEqual([2.5, 3, 3.5, 4]);
  });

  test("what is left over behind the last window is not seen", () => {
    const row = constant([[[1], [2], [9]]]);
    expect(numbers(maxPool1d(2)(row))).toStrictEqual([2]);
  });
});

test("a batch may be of any size, also of none", () => {
  const network = sequential(conv2d(2, { size: 3 }), relu, maxPool2d(2));
  const images = input("images", ["batch", 6, 6, 1]);
  const empty = { dtype: "f32", shape: [0, 6, 6, 1], data: new Float32Array(0) } as const;
  expect(evaluate(network(images), { images: empty })).toMatchObject({ shape: [0, 2, 2, 2] });
  expect(evaluate(network(images), { images: counting(108) })).toMatchObject({ shape: [3, 2, 2, 2] });
});
