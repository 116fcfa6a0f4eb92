import { expect, test } from "vitest";
import { constant, createSession, gather, input, mul, parameter, sum, variable, withUpdate } from "../../index.js";
import { linearise } from "./linearisation.js";

test("variables hold their values again after each evaluation, also one that throws", () => {
  using session = createSession({ floats: "f64" });
  const weights = parameter("weights", [2], { initial: 3 });
  const row = input("row", [1], "i32");
  const f = linearise(session, [sum(mul(gather(weights, row), 2))], [weights], { row: [1] });
  expect(f.value(Float64Array.of(1, 5))).toStrictEqual(Float64Array.of(10));
  expect(session.read(weights).data).toStrictEqual(Float64Array.of(3, 3));

  const bad = input("bad", [1], "i32");
  const feeds: Record<string, number[]> = { bad: [0] };
  const g = linearise(session, [gather(mul(weights, constant([1, 2])), bad)], [weights], feeds);
  feeds.bad = [7];
  expect(() => g.value(Float64Array.of(1, 5))).toThrow("index 7");
  expect(session.read(weights).data).toStrictEqual(Float64Array.of(3, 3));
});

test("a graph's own updates change nothing, and the variables that only they use may be given values", () => {
  using session = createSession({ floats: "f64" });
  const count = variable("count", [], { initial: 5 });
  const mean = variable("mean", [], { initial: 1 });
  const x = input("x", []);
  const counted = withUpdate(count, (before) => ({ value: mul(x, before), next: mul(before, 2) }));
  const output = withUpdate(mean, () => ({ value: counted, next: x }));
  const f = linearise(session, [output], [x], { x: 2 }, { variables: { count: 7, mean: 3 } });
  expect(f.value(Float64Array.of(3))).toStrictEqual(Float64Array.of(21));
  expect(f.pullback(Float64Array.of(1))).toStrictEqual(Float64Array.of(7));
  expect(f.value(Float64Array.of(2))).toStrictEqual(f.y.data);
  expect(() => linearise(session, [output], [x], { x: 2 }, { variables: { nonsense: 1 } })).toThrow("nonsense");
});
