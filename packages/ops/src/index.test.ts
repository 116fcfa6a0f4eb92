import "@adjoint/core/vitest";
import { beforeEach, describe, expect, test } from "vitest";
import { differentiable, notDifferentiable } from "./exports.properties.js";
import { flat, notComputed } from "./flat.properties.js";
import * as ops from "./index.js";

test("every export has a Jacobian test, or a reason why not", () => {
  const listed = [...Object.keys(differentiable), ...Object.keys(notDifferentiable)];
  expect(Object.keys(ops).toSorted()).toStrictEqual(listed.toSorted());
});

test("every export without a derivative is compared on both backends, or has nothing to compare", () => {
  expect([...Object.keys(flat), ...notComputed].toSorted()).toStrictEqual(Object.keys(notDifferentiable).toSorted());
});

test("every activation that a spec can name is an export: itself, or the function that makes it", () => {
  const exported = new Map<string, unknown>(Object.entries(ops));
  for (const [name, activation] of Object.entries(ops.activations)) {
    const itself = exported.get(name) === activation;
    expect(itself ? name : (exported.get(name) as () => ops.AnyLayer)().kind).toBe(name);
  }
});

const casesOf = <Case>(table: Readonly<Record<string, Readonly<Record<string, () => Case>>>>) =>
  Object.entries(table).flatMap(([name, cases]) => Object.entries(cases).map(([what, make]) => ({ name, what, make })));

describe.each(casesOf(differentiable))("$name $what", ({ name, make }) => {
  beforeEach(({ task }) => {
    task.meta.sweep = { of: "ops", subject: name, check: task.name };
  });

  test("passes every check of first and second derivatives", () => {
    const { outputs, ...options } = make();
    expect(outputs).toHaveRightGradient({ ...options, order: 2 });
  });

  test("is the same on the compiled backend, value and gradient, in f64 and in f32", () => {
    const { outputs, wrt, feeds } = make();
    expect(outputs).toAgreeOnBackends({ wrt, feeds });
  });
});

describe.each(casesOf(flat))("$name $what", ({ name, make }) => {
  beforeEach(({ task }) => {
    task.meta.sweep = { of: "ops", subject: name, check: task.name };
  });

  test("is the same on the compiled backend, in f64 and in f32", () => {
    const { outputs, feeds } = make();
    expect(outputs).toAgreeOnBackends({ wrt: [], feeds });
  });
});
