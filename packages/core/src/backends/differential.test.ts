import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifyGraph } from "../graph/verifyGraph.js";
import type { PrimitiveName } from "../primitives/registry.js";
import { lower } from "../session/lower.js";
import { createSession } from "../session/session.js";
import { arrayOf } from "../types/arrayOf.js";
import type { TensorValue } from "../types/tensorValue.js";
import type { Backend } from "./backend.js";
import { type Example, graphs } from "./graphs.properties.js";
import { sweep, sweeps } from "./primitiveSweep.properties.js";
import { reference } from "./reference/reference.js";
import { type Bounded, bounded, compareWith } from "./tolerance.properties.js";
import { wasm, withSettings } from "./wasm/wasm.js";

const runs = Number(process.env.ADJOINT_RUNS ?? 150);
const floats = ["f32", "f64"] as const;
type Floats = (typeof floats)[number];
const backends = {
  fast: wasm(),
  portable: wasm({ precision: "portable" }),
  // Slices of a row each, so that whatever can be a chain is one.
  sliced: withSettings({ fused: false, threads: 1, sliceBytes: 1 }),
} as const;

/** The results of an example as lists of numbers with their shapes, scalars too. */
function results(backend: Backend, { outputs, feeds }: Example, precision: Floats): readonly TensorValue[] {
  using session = createSession({ backend, floats: precision });
  const program = session.compile({ outputs });
  const used = Object.fromEntries(Object.entries(feeds).filter(([name]) => program.inputs.has(name)));
  return program.run(used).map((value, i) => {
    if (typeof value !== "number") return value;
    const { dtype } = lower([outputs[i]!], precision)[0]!;
    return { dtype, shape: [], data: arrayOf(dtype, 1, [value]) };
  });
}

/** The reference's values with their bounds; a session computes the variables' first values. */
function expected({ outputs, feeds }: Example, precision: Floats): readonly Bounded[] {
  using session = createSession({ backend: reference, floats: precision });
  session.compile({ outputs });
  return bounded(lower(outputs, precision), (kind, name) => {
    if (kind === "variable") return session.read(name);
    const { dtype, shape, data } = feeds[name]!;
    const own = dtype === "f32" ? precision : dtype;
    return { dtype: own, shape, data: arrayOf(own, data.length, data) };
  });
}

let compared = 0;
let skipped = 0;

/** Runs an example on every backend in both precisions, and compares. */
function agree(example: Example): void {
  for (const precision of floats) {
    const wanted = expected(example, precision);
    for (const [i, value] of results(reference, example, precision).entries())
      expect(value.data, "the reference itself").toStrictEqual(wanted[i]!.value.data);
    for (const [name, backend] of Object.entries(backends)) {
      for (const [i, value] of results(backend, example, precision).entries()) {
        const verdict = compareWith(wanted[i]!, value);
        compared += verdict.compared;
        skipped += verdict.skipped;
        expect(verdict.fault, `output ${i} on wasm, ${name}, ${precision}`).toBeUndefined();
      }
    }
  }
}

describe("every primitive, with each size of vector and rest along each axis", () => {
  test.each(Object.keys(sweeps) as PrimitiveName[])("%s", (name) => agree(sweep(name, runs > 150)));
});

describe("random graphs with their gradients", () => {
  test("compute what the reference computes", { timeout: 100 * runs + 30_000 }, () => {
    fc.assert(
      fc.property(graphs, (example) => {
        verifyGraph(example.outputs);
        agree(example);
      }),
      { seed: Number(process.env.ADJOINT_SEED ?? 20_240_601), numRuns: runs },
    );
  });

  test("leave few elements uncompared", () => {
    expect(compared).toBeGreaterThan(1000);
    expect(skipped / (compared + skipped)).toBeLessThan(0.1);
  });
});
