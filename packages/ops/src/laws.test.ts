import { backendsLaw, type Cases, constancyLaw, flatLaws, smoothLaws } from "@adjoint/core/laws";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differentiable } from "./exports.properties.js";
import { flatActivationLaws, lawsOf, withoutLaws } from "./laws.properties.js";

/** `LAW_RUNS=1000 LAW_SEED=2 vitest run` tries other examples, and more of them. */
const parameters = { numRuns: Number(process.env.LAW_RUNS ?? 2), seed: Number(process.env.LAW_SEED ?? 1) };
/** A program is compiled for each example, so there are fewer. */
const fewer = { ...parameters, numRuns: Math.ceil(parameters.numRuns / 3) };

test("every export that has a derivative obeys the laws, or cannot be drawn for a reason", () => {
  const drawn = Object.keys(lawsOf).map((name) => name.split(",")[0]!);
  const listed = new Set([...drawn, ...Object.keys(withoutLaws)]);
  expect([...listed].toSorted()).toStrictEqual(Object.keys(differentiable).toSorted());
});

describe.each(Object.entries<Cases>(lawsOf))("%s", (_name, cases) => {
  for (const law of smoothLaws) test(law.name, () => fc.assert(law.of(cases), parameters));
  test(backendsLaw.name, () => fc.assert(backendsLaw.of(cases), fewer));
});

describe.each(Object.entries(flatActivationLaws))("%s", (_name, cases) => {
  for (const law of [...flatLaws, constancyLaw]) test(law.name, () => fc.assert(law.of(cases), parameters));
  test(backendsLaw.name, () => fc.assert(backendsLaw.of(cases), fewer));
});
