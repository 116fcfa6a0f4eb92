import {
  add,
  concat,
  createSession,
  exp,
  input,
  log,
  matmul,
  mul,
  reference,
  type Session,
  sub,
  sum,
  type Tensor,
  tanh,
} from "@adjoint/core";
import { describe, expect, test } from "vitest";
import { exclusiveOr, network, quadratic, startingFrom } from "../problems.properties.js";
import { parametersOf } from "../trainStep.js";
import { eckerle4, eckerle4Model } from "./eckerle4.properties.js";
import { gaussNewton } from "./gaussNewton.js";
import { lbfgs } from "./lbfgs.js";
import { levenbergMarquardt } from "./levenbergMarquardt.js";
import type { Minimum } from "./minimum.js";
import { misra1a, misra1aModel } from "./misra1a.properties.js";

interface Problem {
  readonly residuals: Tensor;
  readonly parameters: readonly Tensor[];
  readonly feeds?: Readonly<Record<string, Float64Array>>;
}

const squares = ({ residuals }: Problem): Tensor => sum(mul(residuals, residuals));

/** Each method on Σr². */
const methods: Readonly<Record<string, (session: Session, problem: Problem) => Minimum>> = {
  lbfgs: (session, problem) => lbfgs(session, { ...problem, loss: squares(problem), tolerance: 0 }),
  levenbergMarquardt: (session, problem) => levenbergMarquardt(session, problem),
  gaussNewton: (session, problem) => gaussNewton(session, problem),
};

const double = () => createSession({ floats: "f64" });
const numbersOf = (session: Session, parameters: readonly Tensor[]): readonly number[] =>
  parameters.flatMap((each) => Array.from<number>(session.read(each).data));

/** (1 − x)² + 100(y − x²)² as residuals, from Rosenbrock's own start. */
function rosenbrock(): Problem {
  const parameters = [startingFrom("x", [1], [-1.2]), startingFrom("y", [1], [1])];
  const [x, y] = parameters as [Tensor, Tensor];
  const steep: Tensor = mul(sub(y, mul(x, x) as Tensor), 10);
  return { residuals: concat([sub(1, x) as Tensor, steep] as never, 0) as Tensor, parameters };
}

/** Straight line through points that are fed. */
function line(): Problem & { readonly feeds: Readonly<Record<string, Float64Array>> } {
  const parameters = [startingFrom("slope", [], [0]), startingFrom("offset", [], [0])];
  const [slope, offset] = parameters as [Tensor, Tensor];
  const [x, y]: readonly [Tensor, Tensor] = [input("x", ["batch"], "f64"), input("y", ["batch"], "f64")];
  return {
    residuals: sub(add(mul(x, slope), offset) as Tensor, y),
    parameters,
    feeds: { x: Float64Array.of(1, 2, 3, 4, 5), y: Float64Array.of(2, 1, 4, 3, 7) },
  };
}

describe.each(Object.entries(methods))("%s", (name, minimise) => {
  test.each(eckerle4.starts)("solves NIST's Eckerle4 from [%d, %d, %d] to all certified digits", (...start) => {
    const problem = eckerle4Model(start);
    using session = double();
    const { value } = minimise(session, problem);
    // Eleven digits are certified.
    expect(numbersOf(session, problem.parameters).map((b) => b.toPrecision(11))).toStrictEqual(
      eckerle4.parameters.map((b) => b.toPrecision(11)),
    );
    expect(value.toPrecision(11)).toBe(eckerle4.residualSum.toPrecision(11));
  });

  // Its parameters are a million apart, and units matter to conjugate gradients: they find nine digits.
  test.each(misra1a.starts)("solves NIST's Misra1a from [%d, %d]", (...start) => {
    const digits = name === "gaussNewton" ? 9 : 11;
    const problem = misra1aModel(start);
    using session = double();
    const { value } = minimise(session, problem);
    expect(numbersOf(session, problem.parameters).map((b) => b.toPrecision(digits))).toStrictEqual(
      misra1a.parameters.map((b) => b.toPrecision(digits)),
    );
    expect(value.toPrecision(11)).toBe(misra1a.residualSum.toPrecision(11));
  });

  test("and on the reference backend", () => {
    const problem = eckerle4Model(eckerle4.starts[1]);
    using session = createSession({ floats: "f64", backend: reference });
    minimise(session, problem);
    expect(numbersOf(session, problem.parameters).map((b) => b.toPrecision(11))).toStrictEqual(
      eckerle4.parameters.map((b) => b.toPrecision(11)),
    );
  });

  test("follows Rosenbrock's valley to its end, [1, 1]", () => {
    const problem = rosenbrock();
    using session = double();
    const { value, gradient, evaluations, iterations } = minimise(session, problem);
    expect(numbersOf(session, problem.parameters)).toStrictEqual([expect.closeTo(1, 14), expect.closeTo(1, 14)]);
    expect(value).toBeLessThan(1e-25);
    expect(gradient).toBeLessThan(1e-10);
    expect(evaluations).toBeGreaterThanOrEqual(iterations);
    expect(evaluations).toBeLessThan(300);
  });

  test("fits a line to a batch that is fed, as the normal equations do", () => {
    const { residuals, parameters, feeds } = line();
    using session = double();
    minimise(session, { residuals, parameters, feeds });
    // Means 3 and 3.4; Σ(x − x̄)² = 10, Σ(x − x̄)(y − ȳ) = 12.
    expect(numbersOf(session, parameters)).toStrictEqual([expect.closeTo(1.2, 14), expect.closeTo(-0.2, 14)]);
  });

  test("leaves the session with the parameters whose value it returns", () => {
    const problem = rosenbrock();
    using session = double();
    const { value } = minimise(session, problem);
    expect(session.compile({ outputs: squares(problem) }).run()).toBe(value);
  });
});

describe("lbfgs", () => {
  test("needs no more iterations than dimensions for a quadratic, but for its line search", () => {
    const { loss, parameters } = quadratic();
    using session = double();
    const { value, reason, iterations } = lbfgs(session, { loss });
    expect(numbersOf(session, parameters)).toStrictEqual([expect.closeTo(4 / 5, 10), expect.closeTo(-7 / 5, 10)]);
    expect(value).toBeCloseTo(-1.8, 14);
    expect(reason).toBe("gradient");
    expect(iterations).toBeLessThan(10);
  });

  test("trains a network to a gradient of nearly 0, where a fixed rate is still on its way", () => {
    using session = double();
    const { value, gradient } = lbfgs(session, { loss: network().loss });
    expect(value).toBeLessThan(1e-18);
    expect(gradient).toBeLessThan(1e-9);
  });

  test("comes back from places where the loss is not finite", () => {
    // x − ln x, whose first step from 8 leads near 0; from 1e-3 beyond it.
    for (const start of [8, 1e-3]) {
      const x = startingFrom("x", [], [start]);
      using session = double();
      expect(lbfgs(session, { loss: sub(x, log(x)) }).value).toBeCloseTo(1, 14);
      expect(session.read(x).data[0]).toBeCloseTo(1, 7);
    }
  });

  test("trains f32 graphs in a session of f64, and only what it is told to", () => {
    const loss = exclusiveOr();
    using session = double();
    const [first, , second] = parametersOf(loss);
    const before = session.compile({ outputs: loss }).run();
    const frozen = [...session.read(first!).data];
    const { value } = lbfgs(session, { loss, parameters: [second!], iterations: 3 });
    expect(value).toBeLessThan(before as number);
    expect([...session.read(first!).data]).toStrictEqual(frozen);
  });

  test("says why it stopped", () => {
    const end = (options: { readonly iterations?: number; readonly tolerance?: number }) => {
      const problem = rosenbrock();
      using session = double();
      return lbfgs(session, { loss: squares(problem), ...options });
    };
    expect(end({ iterations: 5 })).toMatchObject({ reason: "iterations", iterations: 5 });
    expect(end({ tolerance: 1e-3 })).toMatchObject({ reason: "gradient" });
    expect(end({ tolerance: 1e-3 }).gradient).toBeLessThanOrEqual(1e-3);
    const { residuals, parameters } = eckerle4Model(eckerle4.starts[1]);
    using session = double();
    expect(lbfgs(session, { loss: squares({ residuals, parameters }), tolerance: 0 }).reason).toBe("precision");
  });
});

describe.each(Object.entries({ levenbergMarquardt, gaussNewton }))("%s", (_name, minimise) => {
  test("says why it stopped", () => {
    const end = (options: { readonly iterations?: number; readonly tolerance?: number }) => {
      using session = double();
      return minimise(session, { ...rosenbrock(), ...options });
    };
    expect(end({ iterations: 2 })).toMatchObject({ reason: "iterations", iterations: 2 });
    expect(end({ tolerance: 1e-3 })).toMatchObject({ reason: "gradient" });
    using session = double();
    expect(minimise(session, eckerle4Model(eckerle4.starts[1])).reason).toBe("precision");
  });

  test("trains a network with more weights than residuals", () => {
    const x: Tensor = input("x", ["batch", 1], "f64");
    const shapes = [[1, 6], [6], [6, 1]];
    const [first, bias, second] = shapes.map((shape, i): Tensor => {
      const size = shape.reduce((product, dim) => product * dim, 1);
      return startingFrom(
        `w${i}`,
        shape,
        Array.from({ length: size }, (_, k) => Math.sin(3 * i + k + 1)),
      );
    });
    const output: Tensor = matmul(tanh(add(matmul(x, first!) as Tensor, bias!) as Tensor), second!);
    const residuals: Tensor = sub(output, input("y", ["batch", 1], "f64"));
    const points = [-2, -1, -0.5, 0, 0.25, 1, 1.5, 2];
    using session = double();
    const feeds = { x: points.map((p) => [p]), y: points.map((p) => [Math.exp(-p * p)]) };
    const { value } = minimise(session, { residuals, feeds });
    expect(value).toBeLessThan(1e-20);
  });

  test("takes residuals that are a number, and a model that does not depend on one of its parameters", () => {
    const [x, unused] = [startingFrom("x", [], [3]), startingFrom("unused", [2], [1, 2])];
    using session = double();
    const { value } = minimise(session, { residuals: sub(exp(x), 2) as Tensor, parameters: [x, unused] });
    expect(value).toBeLessThan(1e-28);
    expect(numbersOf(session, [x, unused])).toStrictEqual([expect.closeTo(Math.LN2, 14), 1, 2]);
  });
});
