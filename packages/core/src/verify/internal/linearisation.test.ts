import { expect, test } from "vitest";
import { constant, createSession, gather, input, mul, parameter, sum } from "../../index.js";
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
