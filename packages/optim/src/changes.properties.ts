import { constant, createSession, mul, sum, type Tensor } from "@adjoint/core";
import { startingFrom } from "./problems.properties.js";
import { trainStep } from "./trainStep.js";
import type { Optimizer } from "./transforms/transform.js";

/** By how much each of some steps changes parameters whose gradient is always `gradient`. */
export function changes(
  optimizer: Optimizer,
  gradient: readonly number[],
  steps: number,
  dtype: "f32" | "f64" = "f64",
): readonly (readonly number[])[] {
  const start = gradient.map(() => 0);
  const x = startingFrom("x", [start.length], start, dtype);
  using session = createSession();
  const { run } = session.compile(
    trainStep(sum(mul(x, constant([...gradient], { dtype })) as Tensor), optimizer, { requireFinite: "nothing" }),
  );
  return Array.from({ length: steps }, () => {
    session.write(x, start);
    run();
    return Array.from<number>(session.read(x).data);
  });
}
