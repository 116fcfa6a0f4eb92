import { gradients, input, reference, sum, wasm } from "@adjoint/core";
import { checkGradient } from "@adjoint/core/verify";
import { expect, test } from "vitest";
import { numbers } from "../evaluation.properties.js";
import { gelu } from "./gelu.js";

/** x, ½x(1 + erf(x/√2)) and Φ(x) + x·φ(x), by mpmath 1.4.1 to forty digits. */
const exact = [
  [-5, -1.4332578593959695e-6, -7.146946001792295e-6],
  [-2.5, -0.015524163314440337, -0.03761108590814521],
  [-0.75, -0.16997051428265114, 0.0007742782607648957],
  [-0.125, -0.056282721896235885, 0.4007820643017934],
  [0.25, 0.14967658142073093, 0.695373354883636],
  [1, 0.8413447460685429, 1.0833154705876864],
  [2.75, 2.7418056511035998, 1.0220275336443208],
  [6, 5.999999994080474, 1.0000000354687095],
] as const;
const x = input("x", [exact.length]);
const feeds = { x: exact.map(([at]) => at) };

test.each([
  ["reference", reference],
  ["wasm", wasm()],
] as const)("in a session of f64 it has the digits of f64, though it is declared in f32: %s", (_name, backend) => {
  const y = gelu(x);
  const found = [y, gradients(sum(y), [x])[0]].map((tensor) => numbers(tensor, feeds, { floats: "f64", backend }));
  exact.forEach(([at, ...expected], i) => {
    expected.forEach((value, order) => {
      // The constants alone, rounded to f32, would be off by 1e-8.
      expect(Math.abs(found[order]![i]! - value) / Math.max(1, Math.abs(at)), `at ${at}`).toBeLessThan(1e-15);
    });
  });
});

test("its derivative belongs to its value to the accuracy of differences", () => {
  expect(checkGradient(gelu(x), { wrt: [x], feeds, tolerance: 1e-11, order: 2 })).toMatchObject({ pass: true });
});
