import { backendsLaw, type Cases, constancyLaw, flatLaws, smoothLaws } from "@adjoint/core/laws";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { activations } from "./activations/activations.js";
import { activationLaws, flatActivationLaws, lossLaws } from "./laws.properties.js";
import { losses } from "./losses/losses.js";

/** `LAW_RUNS=1000 LAW_SEED=2 vitest run` tries other examples, and more of them. */
const parameters = { numRuns: Number(process.env.LAW_RUNS ?? 2), seed: Number(process.env.LAW_SEED ?? 1) };
/** A program is compiled for each example, so there are fewer. */
const fewer = { ...parameters, numRuns: Math.ceil(parameters.numRuns / 3) };

test("every activation and every loss that specs can name is here", () => {
  expect({ ...activationLaws, ...flatActivationLaws }).toMatchObject(
    Object.fromEntries(Object.keys(activations).map((name) => [name, expect.any(Function)])),
  );
  expect(lossLaws).toMatchObject(Object.fromEntries(Object.keys(losses).map((name) => [name, expect.any(Function)])));
});

describe.each(Object.entries<Cases>({ ...activationLaws, ...lossLaws }))("%s", (_name, cases) => {
  for (const law of smoothLaws) test(law.name, () => fc.assert(law.of(cases), parameters));
  test(backendsLaw.name, () => fc.assert(backendsLaw.of(cases), fewer));
});

describe.each(Object.entries(flatActivationLaws))("%s", (_name, cases) => {
  for (const law of [...flatLaws, constancyLaw]) test(law.name, () => fc.assert(law.of(cases), parameters));
  test(backendsLaw.name, () => fc.assert(backendsLaw.of(cases), fewer));
});
