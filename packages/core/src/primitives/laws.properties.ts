import fc from "fast-check";
import { expect } from "vitest";
import { gradients } from "../autodiff/gradients.js";
import { jvp } from "../autodiff/jvp.js";
import { vjp } from "../autodiff/vjp.js";
import { reference } from "../backends/reference/reference.js";
import type { Tensor } from "../graph/tensor.js";
import { verifyGraph } from "../graph/verifyGraph.js";
import { keyOf } from "../random/key.js";
import { createSession } from "../session/session.js";
import type { DType } from "../types/dtype.js";
import type { TensorValue } from "../types/tensorValue.js";
import { checkJacobian } from "../verify/checkJacobian.js";
import { direction, inner } from "../verify/internal/directions.js";
import { type Flat, flatten, unflatten } from "../verify/internal/flat.js";
import { mul } from "./binary.js";
import { constantFrom } from "./constant.js";
import { input } from "./input.js";
import type { Case, Entry } from "./lawCases.properties.js";
import { sum } from "./sum.js";

/** A statement about one entry of the table. */
export interface Law {
  /** A sentence, with the primitive as its subject. */
  readonly name: string;
  readonly of: (entry: Entry) => fc.IPropertyWithHooks<[Case]>;
}

const some = fc.integer({ min: 1, max: 3 });
const one = fc.constant(1);
const noneOrOne = fc.integer({ min: 0, max: 1 });

const property = (size: fc.Arbitrary<number>, check: (example: Case) => void) => (entry: Entry) => {
  if (entry.kind === "none") throw new Error(`No law applies, because ${entry.because}.`);
  return fc.property(entry.cases(size), check);
};

/** The case as graph over inputs, and what to feed them. */
function graphOf(example: Case, dtype: DType = "f64") {
  const inputs = example.arguments.map(({ shape }, i): Tensor => input(`x${i}`, shape, dtype));
  const values = example.arguments.map(
    ({ shape, data }): TensorValue => ({ dtype: "f64", shape, data: Float64Array.from(data) }),
  );
  const feeds = Object.fromEntries(values.map((value, i) => [`x${i}`, value]));
  return { inputs, output: example.build(inputs), values, feeds };
}

/** All results of one run, laid one after another. */
const run = (
  outputs: readonly Tensor[],
  feeds: Readonly<Record<string, TensorValue>>,
  floats: "f32" | "f64" = "f64",
) => {
  using session = createSession({ backend: reference, floats });
  const declared = session.compile({ outputs });
  const used = Object.fromEntries(Object.entries(feeds).filter(([name]) => declared.inputs.has(name)));
  return flatten(declared.run(used));
};

/** A random tensor as a constant of the graph, alike to a tensor. */
function random(like: Tensor, stream: number): { tensor: Tensor; data: Float64Array } {
  const shape = like.shape as readonly number[];
  const data = direction(
    keyOf(7),
    stream,
    shape.reduce((size, dim) => size * dim, 1),
  );
  return { tensor: constantFrom({ dtype: like.dtype, shape, data } as TensorValue), data };
}

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
  expect(forward[0]!.shape).toStrictEqual(output.shape);
  expect(reverse.map(({ shape }) => shape)).toStrictEqual(inputs.map(({ shape }) => shape));
  return {
    u: u.data,
    v: Float64Array.from(v.flatMap(({ data }) => [...data])),
    jv: run(forward, feeds).data,
    jtu: run(reverse, feeds).data,
  };
}

/** ⟨u, Jv⟩ = ⟨Jᵀu, v⟩ */
const adjoint = (example: Case): void => {
  const { u, v, jv, jtu } = bothModes(example);
  const [forward, reverse] = [inner(u, jv), inner(jtu, v)];
  expect(Math.abs(forward.value - reverse.value)).toBeLessThanOrEqual(1e-12 * (forward.size + reverse.size));
};

/**
 * ‖f(x + hv) − f(x) − h·Jv‖ ∝ h². What h² is multiplied by must stay as it was for the largest steps, while h goes from 2⁻⁴
 * to 2⁻¹⁰; of a wrong derivative it would double with each halving. (The first three steps together, as the second- and
 * third-order terms may cancel in one of them.)
 */
const taylor = (example: Case): void => {
  const { inputs, output, values, feeds } = graphOf(example);
  const directions = inputs.map((tensor, i) => random(tensor, i + 1));
  const tangent = run(
    jvp(
      [output],
      inputs,
      directions.map(({ tensor }) => tensor),
    ),
    feeds,
  ).data;
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
  expect(factors.at(-1)).toBeLessThanOrEqual(2 * Math.max(...factors.slice(0, 3)));
};

/** Reverse mode, forward mode and differences give the same matrix. */
const jacobian = (example: Case): void => {
  const { inputs, output, feeds } = graphOf(example);
  const { pass, reason } = checkJacobian(output, { wrt: inputs, feeds, allowZero: true });
  expect(pass, reason).toBe(true);
};

/**
 * The Hessian of ⟨u, f⟩: forward over reverse, reverse over reverse, and differences of the gradient give the same matrix.
 */
const hessian = (example: Case): void => {
  const { inputs, output, feeds } = graphOf(example);
  const projected = sum(mul(output, random(output, 0).tensor));
  const { pass, reason } = checkJacobian(gradients(projected, inputs), { wrt: inputs, feeds, allowZero: true });
  expect(pass, reason).toBe(true);
};

/** What holds of every differentiable primitive. */
export const smoothLaws: readonly Law[] = [
  { name: "reverse mode is the adjoint of forward mode", of: property(some, adjoint) },
  { name: "the remainder of first order falls with the square of the step", of: property(some, taylor) },
  { name: "the whole Jacobian is that of differences", of: property(some, jacobian) },
  { name: "the second derivatives are those of differences", of: property(some, hessian) },
  {
    name: "dimensions of size 1 change none of this",
    of: property(one, (example) => {
      for (const law of [adjoint, jacobian, hessian]) law(example);
    }),
  },
  { name: "dimensions of size 0 have derivatives, empty or zero", of: property(noneOrOne, adjoint) },
];

/** What holds of every primitive that is constant wherever it has a derivative. */
export const flatLaws: readonly Law[] = [
  {
    name: "both modes give zero",
    of: property(some, (example) => {
      const { jv, jtu } = bothModes(example);
      expect([...jv, ...jtu].every((x) => x === 0)).toBe(true);
    }),
  },
  {
    name: "dimensions of size 0 have derivatives, empty or zero",
    of: property(noneOrOne, (example) => void bothModes(example)),
  },
];
/** What differences say of those that are constant by nature, and not by declaration. */
export const constancyLaw: Law = { name: "differences give zero too", of: property(some, jacobian) };

/** The distance between neighbouring f32 numbers at x. */
const ulp = (x: number): number => 2 ** (Math.max(-126, Math.floor(Math.log2(Math.abs(x)))) - 23);

/** The f32 result is the f64 result, rounded. Four units in the last place leave room for cases of several nodes. */
export const precisionLaw: Law = {
  name: "single precision is double precision, rounded",
  of: property(some, (example) => {
    const { output, feeds } = graphOf(example, "f32");
    const [single, double] = [run([output], feeds, "f32").data, run([output], feeds, "f64").data];
    single.forEach((x, i) => {
      const rounded = Math.fround(double[i]!);
      if (!Object.is(x, rounded)) expect(Math.abs(x - rounded)).toBeLessThanOrEqual(4 * ulp(rounded));
    });
  }),
};
