import { gradients } from "../../autodiff/gradients.js";
import { jvp } from "../../autodiff/jvp.js";
import { vjp } from "../../autodiff/vjp.js";
import { formatShape } from "../../errors/describe.js";
import { verifyGraph } from "../../graph/verifyGraph.js";
import { mul } from "../../primitives/binary.js";
import { sum } from "../../primitives/sum.js";
import { sameShape } from "../../types/sameShape.js";
import { checkJacobian } from "../../verify/checkJacobian.js";
import { compareBackends } from "../../verify/compareBackends.js";
import { inner } from "../../verify/internal/directions.js";
import { type Flat, flatten, unflatten } from "../../verify/internal/flat.js";
import type { Case } from "../law.js";
import { graphOf } from "./graphOf.js";
import { random } from "./random.js";
import { run } from "./run.js";

type Fault = (example: Case) => string | undefined;

const infinityNorm = (numbers: Float64Array): number => numbers.reduce((norm, x) => Math.max(norm, Math.abs(x)), 0);

/** Applies both modes along random directions, and checks the graphs they build. */
function bothModes(example: Case) {
  const { inputs, output, feeds } = graphOf(example);
  const u = random(output, 0);
  const v = inputs.map((tensor, i) => random(tensor, i + 1));
  const forward = jvp(
    [output],
    inputs,
    v.map(({ tensor }) => tensor),
  );
  const reverse = vjp([output], inputs, [u.tensor]);
  verifyGraph([...forward, ...reverse]);
  const wrong = [...forward, ...reverse].find((tensor, i) => !sameShape(tensor.shape, [output, ...inputs][i]!.shape));
  return {
    fault: wrong && `a derivative has the shape ${formatShape(wrong.shape)}.`,
    u: u.data,
    v: Float64Array.from(v.flatMap(({ data }) => [...data])),
    jv: run(forward, feeds).data,
    jtu: run(reverse, feeds).data,
  };
}

/** ⟨u, J v⟩ = ⟨Jᵀ u, v⟩ */
const adjoint: Fault = (example) => {
  const { fault, u, v, jv, jtu } = bothModes(example);
  if (fault !== undefined) return fault;
  const [forward, reverse] = [inner(u, jv), inner(jtu, v)];
  const holds = Math.abs(forward.value - reverse.value) <= 1e-12 * (forward.size + reverse.size);
  return holds ? undefined : `⟨u, Jv⟩ = ${forward.value}, but ⟨Jᵀu, v⟩ = ${reverse.value}.`;
};

/**
 * ‖f(x + hv) − f(x) − h·Jv‖ ∝ h². What h² is multiplied by must stay as it was for the largest steps, while h goes from 2⁻⁴
 * to 2⁻¹⁰; of a wrong derivative it would double with each halving. (The first three steps together, as the second- and
 * third-order terms may cancel in one of them.)
 */
const taylor: Fault = (example) => {
  const { inputs, output, values, feeds } = graphOf(example);
  const directions = inputs.map((tensor, i) => random(tensor, i + 1));
  const forward = jvp(
    [output],
    inputs,
    directions.map(({ tensor }) => tensor),
  );
  const tangent = run(forward, feeds).data;
  const at: Flat = flatten(values);
  const v = Float64Array.from(directions.flatMap(({ data }) => [...data]));
  const value = (h: number): Float64Array => {
    const moved = unflatten(
      at,
      at.data.map((x, i) => x + h * v[i]!),
    );
    return run([output], Object.fromEntries(moved.map((x, i) => [`x${i}`, x]))).data;
  };
  const start = value(0);
  const rounding = 1e-14 * (infinityNorm(start) + infinityNorm(tangent) + infinityNorm(at.data));
  const factors = [4, 5, 6, 7, 8, 9, 10].map((exponent) => {
    const h = 2 ** -exponent;
    const remainder = infinityNorm(value(h).map((y, i) => y - start[i]! - h * tangent[i]!));
    return Math.max(0, remainder - rounding) / h ** 2;
  });
  const largest = 2 * Math.max(...factors.slice(0, 3));
  return factors.at(-1)! <= largest ? undefined : `the remainder is ${factors.at(-1)}·h², beyond ${largest}·h².`;
};

/** Reverse mode, forward mode and differences give the same matrix. */
const jacobian: Fault = (example) => {
  const { inputs, output, feeds } = graphOf(example);
  const { pass, reason } = checkJacobian(output, { wrt: inputs, feeds, allowZero: true });
  return pass ? undefined : reason;
};

/** The Hessian of ⟨u, f⟩: forward over reverse, reverse over reverse, and differences of the gradient give the same matrix. */
const hessian: Fault = (example) => {
  const { inputs, output, feeds } = graphOf(example);
  const projected = sum(mul(output, random(output, 0).tensor));
  const { pass, reason } = checkJacobian(gradients(projected, inputs), { wrt: inputs, feeds, allowZero: true });
  return pass ? undefined : reason;
};

/** The derivatives of something flat. */
const zero: Fault = (example) => {
  const { fault, jv, jtu } = bothModes(example);
  return fault ?? ([...jv, ...jtu].every((x) => x === 0) ? undefined : "a derivative is not zero.");
};

const shapes: Fault = (example) => bothModes(example).fault;

/** The distance between neighbouring f32 numbers at x. */
const ulp = (x: number): number => 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(x)))) - 23);

/** The f32 result is the f64 result, rounded. Four units in the last place leave room for cases of several nodes. */
const precision: Fault = (example) => {
  const { output, feeds } = graphOf(example, "f32");
  const [single, double] = [run([output], feeds, "f32").data, run([output], feeds, "f64").data];
  const at = single.findIndex((x, i) => {
    const rounded = Math.fround(double[i]!);
    return !Object.is(x, rounded) && !(Math.abs(x - rounded) <= 4 * ulp(rounded));
  });
  return at < 0 ? undefined : `element ${at} is ${single[at]} in f32 and ${double[at]} in f64.`;
};

/** Value and gradient on the compiled backend, in both precisions. */
const backends: Fault = (example) => {
  const { inputs, output, feeds } = graphOf(example, "f32");
  const { verdict, reason } = compareBackends(output, { wrt: inputs, feeds });
  return verdict === "wrong" ? reason : undefined;
};

/** The first fault of several. */
const anyOf =
  (...faults: readonly Fault[]): Fault =>
  (example) => {
    for (const fault of faults) {
      const reason = fault(example);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };

/** What is wrong with a case, in a sentence; `undefined` if nothing is. */
export const faults = { adjoint, taylor, jacobian, hessian, zero, shapes, precision, backends, anyOf } as const;
