import { constant, createSession, gradients, input, mul, reference, sum, type Tensor, wasm } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { numbers, parameterNames } from "../evaluation.properties.js";
import { batchNorm } from "./batchNorm.js";
import { sequential } from "./sequential.js";

const x = input("x", ["batch", 2]);
const training = { training: true };
const rows = [
  [1, 10],
  [2, 30],
  [3, 20],
];
/** 10, 20, 30 have the mean 20, and 200/3 as their mean square distance from it. */
const feeds = { x: rows };

describe.each([reference, wasm()])("on $name", (backend) => {
  const read = (session: ReturnType<typeof createSession>) => ({
    mean: Array.from(session.read("batchNorm/mean").data),
    variance: Array.from(session.read("batchNorm/variance").data),
  });

  test("each feature of a training batch has mean 0 and variance 1", () => {
    const y = numbers(batchNorm({ epsilon: 0 })(x, training), feeds, { backend });
    const unit = Math.sqrt(1.5);
    [-unit, -unit, 0, unit, unit, 0].forEach((expected, i) => {
      expect(y[i]).toBeCloseTo(expected, 6);
    });
  });

  test("running statistics start at 0 and 1 and move towards those of the batch, the variance without bias", () => {
    using session = createSession({ backend, floats: "f64" });
    const step = session.compile({ outputs: batchNorm({ momentum: 0.5 })(x, training) });
    expect(read(session)).toStrictEqual({ mean: [0, 0], variance: [1, 1] });
    step.run(feeds);
    expect(read(session)).toStrictEqual({ mean: [1, 10], variance: [1, 50.5] });
    step.run(feeds);
    expect(read(session)).toStrictEqual({ mean: [1.5, 15], variance: [1, 75.25] });
  });

  test("evaluation uses them and leaves them alone", () => {
    using session = createSession({ backend });
    const layer = batchNorm({ epsilon: 0 });
    const predict = session.compile({ outputs: layer(x) as Tensor<readonly ["batch", 2]> });
    session.write("batchNorm/mean", [1, 2]);
    session.write("batchNorm/variance", [4, 16]);
    session.write("batchNorm/scale", [10, 1]);
    session.write("batchNorm/shift", [0, 5]);
    expect(Array.from(predict.run({ x: [[3, 6]] }).data)).toStrictEqual([10, 6]);
    expect(read(session)).toStrictEqual({ mean: [1, 2], variance: [4, 16] });
  });

  test("a batch of one example moves them too, without dividing by 0", () => {
    using session = createSession({ backend });
    const step = session.compile({ outputs: batchNorm({ momentum: 0.5 })(x, training) });
    step.run({ x: [[4, 8]] });
    expect(read(session)).toStrictEqual({ mean: [2, 4], variance: [0.5, 0.5] });
  });

  test("applied twice in a program, it shares all and its statistics move twice, in turn", () => {
    const layer = batchNorm({ momentum: 0.5 });
    const y = mul(layer(x, training), layer(mul(x, 3), training));
    expect(parameterNames(y).toSorted()).toStrictEqual([
      "batchNorm/mean",
      "batchNorm/scale",
      "batchNorm/shift",
      "batchNorm/variance",
    ]);
    using session = createSession({ backend, floats: "f64" });
    session.compile({ outputs: y }).run(feeds);
    // (0 + 2)/2 = 1, (1 + 6)/2 = 3.5; (0 + 20)/2 = 10, (10 + 60)/2 = 35.
    expect(read(session).mean).toStrictEqual([3.5, 35]);
  });

  test("a step that also takes gradients moves them once", () => {
    const layer = batchNorm({ momentum: 0.5 });
    const y = layer(x, training);
    const loss = sum(mul(y, y));
    using session = createSession({ backend, floats: "f64" });
    session.compile({ outputs: [loss, ...gradients(loss, [x])] }).run(feeds);
    expect(read(session).mean).toStrictEqual([1, 10]);
  });

  test("over images, every position is an example", () => {
    using session = createSession({ backend, floats: "f64" });
    const images = input("images", ["batch", 1, 3, 2]);
    session.compile({ outputs: batchNorm({ momentum: 0.5 })(images, training) }).run({ images: [[rows]] });
    expect(read(session)).toStrictEqual({ mean: [1, 10], variance: [1, 50.5] });
  });
});

test("scale and shift are left out on request", () => {
  expect(parameterNames(batchNorm({ scale: false })(x))).not.toContain("batchNorm/scale");
  expect(parameterNames(batchNorm({ shift: false })(x))).not.toContain("batchNorm/shift");
});

test("constant features become 0, not NaN", () => {
  const y = batchNorm()(constant([[5, 5, 5].slice(0, 2), [5, 5]]), training);
  expect(numbers(y)).toStrictEqual([0, 0, 0, 0]);
});

test("inside of a network it is called by its place", () => {
  const network = sequential(batchNorm({ scale: false, shift: false }), batchNorm({ scale: false, shift: false }));
  expect(parameterNames(network(x))).toStrictEqual([
    "batchNorm_1/mean",
    "batchNorm_1/variance",
    "batchNorm_2/mean",
    "batchNorm_2/variance",
  ]);
});
