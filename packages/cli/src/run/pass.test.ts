import { add, createSession, input, mul, parameter, sum } from "@adjoint/core";
import { dataset } from "@adjoint/data";
import { expect, test } from "vitest";
import { createPass } from "./pass.js";

const x = input("x", ["batch", 2]);
const weights = parameter("weights", [2]);
const total = sum(mul(x, weights));
const program = { outputs: { total }, updates: [[weights, add(weights, 1)]] } as const;

const examples = dataset({
  x: {
    dtype: "u8",
    shape: [5, 2],
    data: Uint8Array.from({ length: 10 }, (_, i) => i),
    scaling: { factor: 0.5, offset: 1 },
  },
});

const runs = (largest?: number) => {
  using session = createSession();
  const pass = createPass<{ readonly total: number }>(session, program, largest);
  const results = [...pass(examples, { size: 2, shuffle: 1 }), ...pass(examples, { size: 2, shuffle: 1, epoch: 1 })];
  return { results, variables: session.variables.map(({ name }) => name) };
};

test("examples that lie in the session and examples that are fed give the same", () => {
  const { results, variables } = runs();
  expect(results.map(({ size }) => size)).toEqual([2, 2, 1, 2, 2, 1]);
  expect(variables).toEqual(["weights"]);
  expect(runs(0)).toEqual({ results, variables });
});

test("a pass runs as far as it is iterated", () => {
  using session = createSession();
  const pass = createPass<{ readonly total: number }>(session, program);
  for (const _ of pass(examples, { size: 2 })) break;
  expect([...session.read(weights).data]).toEqual([1, 1]);
});
