import { expect, test } from "vitest";
import { constant, createSession, gather, input, mul, parameter, type Session, sum, variable } from "../../index.js";
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

test("what a run itself changes, such as a counter, begins the next run as it began the first", () => {
  using session = createSession({ floats: "f64" });
  const count = variable("count", [], { initial: 5 });
  const x = input("x", []);
  let runs = 0;
  /** A session whose programs count their runs. */
  const counting: Session = {
    ...session,
    variables: [{ name: "count", dtype: "f64", shape: [], trainable: false }],
    compile: (spec) => {
      const program = session.compile(spec);
      const run: typeof program.run = (feeds) => {
        const results = program.run(feeds);
        session.write("count", 5 + ++runs);
        return results;
      };
      return { ...program, run };
    },
  };
  const f = linearise(counting, [mul(x, count)], [x], { x: 2 });
  expect(f.value(Float64Array.of(3))).toStrictEqual(Float64Array.of(15));
  expect(f.pullback(Float64Array.of(1))).toStrictEqual(Float64Array.of(5));
  expect(f.pushforward(Float64Array.of(1))).toStrictEqual(Float64Array.of(5));
  expect(runs).toBe(4);
  expect(session.read("count").data).toStrictEqual(Float64Array.of(5));
});
