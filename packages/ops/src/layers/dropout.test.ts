import { createSession, gradients, input, reference, sum, type Tensor, toText, wasm } from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { parameterNames, parametersOf } from "../evaluation.properties.js";
import { dense } from "./dense.js";
import { dropout } from "./dropout.js";
import { sequential } from "./sequential.js";

const x = input("x", ["batch", 100]);
const training = { training: true };
const ones = { x: new Float32Array(5000).fill(1) };

/** What two runs of a layer on ones give, and how its key has moved from run to run. */
function runs(y: Tensor, seed = 0, backend = wasm()) {
  using session = createSession({ seed, backend });
  const program = session.compile({ outputs: y as Tensor<readonly ["batch", 100]> });
  const key = () => Array.from(session.read(parametersOf(y)[0]!).data);
  const keys = [key()];
  const run = () => {
    const result = Array.from(program.run(ones).data);
    keys.push(key());
    return result;
  };
  return { first: run(), second: run(), keys };
}

test("in evaluation, and at a rate of 0, it is the tensor itself", () => {
  expect(dropout(0.5)(x)).toBe(x);
  expect(dropout(0)(x, training)).toBe(x);
});

describe("in training", () => {
  test.each([0.1, 0.5, 0.8])("about %d of the elements are 0, the rest divided by what is kept", (rate) => {
    const { first } = runs(dropout(rate)(x, training));
    expect(new Set(first)).toStrictEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    const dropped = first.filter((value) => value === 0).length / first.length;
    // Five standard deviations of a binomial share.
    expect(Math.abs(dropped - rate)).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / first.length));
  });

  test("each run drops other elements, and moves the key by one", () => {
    const { first, second, keys } = runs(dropout(0.5)(x, training));
    const both = first.filter((value, i) => value === 0 && second[i] === 0).length / first.length;
    expect(Math.abs(both - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / first.length));
    const [high, low] = keys[0] as [number, number];
    expect(keys).toStrictEqual([0, 1, 2].map((step) => [high, low + step]));
  });

  test("the same seed and name drop the same elements, on either backend; another seed or name others", () => {
    const layer = () => dropout(0.5, { name: "drop" })(x, training);
    const { first, second } = runs(layer(), 1);
    expect(runs(layer(), 1, reference)).toMatchObject({ first, second });
    expect(runs(layer(), 2).first).not.toStrictEqual(first);
    expect(runs(dropout(0.5, { name: "other" })(x, training), 1).first).not.toStrictEqual(first);
  });

  test("a session that goes on from a written key drops what the first would have dropped", () => {
    const y = dropout(0.5)(x, training) as Tensor<readonly ["batch", 100]>;
    using first = createSession();
    using second = createSession({ seed: 9 });
    const [one, other] = [first.compile({ outputs: y }), second.compile({ outputs: y })];
    one.run(ones);
    second.write("dropout/key", first.read("dropout/key"));
    expect(other.run(ones)).toStrictEqual(one.run(ones));
  });

  test("the derivative is that of the elements which this run kept", () => {
    const y = dropout(0.5)(x, training);
    using session = createSession();
    const [value, slope] = session.compile({ outputs: [y, gradients(sum(y), [x])[0]] as const }).run(ones);
    expect(slope).toStrictEqual(value);
    expect(Array.from(session.read("dropout/key").data)).toStrictEqual(runs(y).keys[1]);
  });

  test("applied twice in a program, it drops other elements each time and shares its key", () => {
    const layer = dropout(0.5);
    const outputs = [layer(x, training), layer(x, training)] as const;
    expect(parameterNames(...outputs)).toStrictEqual(["dropout/key"]);
    using session = createSession();
    const program = session.compile({ outputs });
    const [first, second] = program.run(ones);
    expect(second).not.toStrictEqual(first);
    // Two runs of one application are the same as one run of two.
    expect([Array.from(first.data), Array.from(second.data)]).toStrictEqual([
      runs(layer(x, training)).first,
      runs(layer(x, training)).second,
    ]);
  });

  test("what is not a number stays so only where it is kept", () => {
    const [value] = [runs(dropout(0.5)(x, training)).first];
    using session = createSession();
    const program = session.compile({ outputs: dropout(0.5)(x, training) as Tensor<readonly ["batch", 100]> });
    const { data } = program.run({ x: new Float32Array(5000).fill(Number.NaN) });
    expect(Array.from(data, (element) => Number.isNaN(element))).toStrictEqual(value.map((element) => element !== 0));
  });
});

test("a network for evaluation has no trace of it", () => {
  const network = (rate: number) => sequential(dense(3, { name: "a" }), dropout(rate), dense(2, { name: "b" }))(x);
  expect(toText([network(0.5)])).toBe(toText([network(0)]));
});
