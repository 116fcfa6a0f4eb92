// A function, its derivative, and the derivative of that: each is a graph that a program can compute.
// Newton's method then uses both to walk to the minimum of x · eˣ, which lies at x = −1.
import { createSession, div, evaluate, exp, grad, input, mul, sub, type Tensor, toText, variable } from "@adjoint/core";

type Scalar = Tensor<readonly []>;

const f = (x: Scalar): Scalar => mul(x, exp(x));
const slope = grad(f);
const curvature = grad(grad(f));

/** Newton's step as a program: the session keeps `x`, each run replaces it by x − f′(x) / f″(x). */
function minimise(start: number, steps: number): number {
  const x = variable("x", [], { initial: start });
  using session = createSession();
  const newton = session.compile({
    outputs: { slope: slope(x) },
    updates: [[x, sub(x, div(slope(x), curvature(x)))]],
  });
  for (let i = 0; i < steps; i++) newton.run();
  return Number(session.read(x).data[0]);
}

export function main() {
  const x = input("x", []);
  const at = { x: 1 };
  const values = evaluate({ f: f(x), slope: slope(x), curvature: curvature(x) }, at, { floats: "f64" });
  const minimum = minimise(0, 6);

  console.log("f(x) = x eˣ, as a graph:\n");
  console.log(toText([f(x)]));
  console.log("\nand f′, which computes eˣ once and uses it twice:\n");
  console.log(toText([slope(x)]));
  console.log(`\nat x = 1: f = ${values.f}, f′ = ${values.slope}, f″ = ${values.curvature}`);
  console.log(`its minimum, by six of Newton's steps from 0: x = ${minimum}`);
  return { ...values, minimum };
}
