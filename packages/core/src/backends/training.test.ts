import {
  accuracy,
  activations,
  dense,
  mean,
  residual,
  sequential,
  softmaxCrossEntropy,
  squaredError,
} from "@adjoint/ops";
import { adam, exponentialDecay, momentum, nesterov, type Optimizer, sgd, trainStep } from "@adjoint/optim";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tensor } from "../graph/tensor.js";
import { concat } from "../primitives/concat.js";
import { gather } from "../primitives/gather.js";
import { input } from "../primitives/input.js";
import { reshape } from "../primitives/reshape.js";
import { sum } from "../primitives/sum.js";
import { parameter } from "../primitives/variable.js";
import { randomNormal } from "../random/normal.js";
import { createSession } from "../session/session.js";
import type { Backend } from "./backend.js";
import { reference } from "./reference/reference.js";
import { wasm } from "./wasm/wasm.js";

type Spec = ReturnType<typeof trainStep>;

/** Steps small enough for training to converge: where it diverges, so do two ways of rounding. */
const optimizers: Readonly<Record<string, () => Optimizer>> = {
  sgd: () => sgd({ learningRate: 0.01 }),
  decayed: () => sgd({ learningRate: exponentialDecay(0.02, { rate: 0.9, every: 5 }) }),
  momentum: () => momentum({ learningRate: 0.002 }),
  nesterov: () => nesterov({ learningRate: 0.002 }),
  adam: () => adam({ learningRate: 0.01 }),
};

/** A training step drawn at random: layers, a loss, an optimizer, and an embedding before them now and then. */
const specs: fc.Arbitrary<Spec & { readonly features: number; readonly classes: number }> = fc
  .record({
    features: fc.integer({ min: 1, max: 9 }),
    widths: fc.array(fc.integer({ min: 1, max: 18 }), { maxLength: 2 }),
    classes: fc.integer({ min: 2, max: 10 }),
    activation: fc.constantFrom("relu", "tanh", "sigmoid") as fc.Arbitrary<"relu" | "tanh" | "sigmoid">,
    withResidual: fc.boolean(),
    withEmbedding: fc.boolean(),
    loss: fc.constantFrom("crossEntropy", "squared"),
    optimizer: fc.constantFrom(...Object.keys(optimizers)),
  })
  .map(({ features, widths, classes, activation, withResidual, withEmbedding, loss, optimizer }) => {
    const x: Tensor = input("x", ["batch", features]);
    const labels = input("labels", ["batch"], "i32");
    const table = parameter("table", [classes, 3], { initial: (shape, key) => randomNormal(key, shape) });
    const embedded = withEmbedding ? (concat([x, gather(table, labels)] as never, 1) as Tensor) : x;
    const act = activations[activation];
    const block = withResidual && widths.length > 0 ? [residual(sequential(dense(widths.at(-1)!), act))] : [];
    const hidden = widths.flatMap((width) => [dense(width), act]);
    const network = sequential(...([...hidden, ...block, dense(classes)] as unknown as [typeof act]));
    const logits: Tensor = network(embedded);
    const objective: Tensor =
      loss === "squared"
        ? squaredError(
            mean(reshape(logits, ["batch", 1, classes] as never) as Tensor, { axes: [1, 2] }) as Tensor,
            sum(x, { axes: [1] }) as never,
          )
        : softmaxCrossEntropy(logits as never, labels as never);
    const drawn = { features, widths, classes, activation, withResidual, withEmbedding, loss, optimizer };
    const shown = { [fc.toStringMethod]: () => JSON.stringify(drawn) };
    const spec = trainStep(objective, optimizers[optimizer]!(), {
      metrics: { accuracy: accuracy(logits as never, labels) },
    });
    return { ...(spec as Spec), features, classes, ...shown };
  });

/** Twenty steps over three batches of different sizes: the losses, and all variables at the end. */
function train(spec: Spec & { readonly features: number; readonly classes: number }, backend: Backend, seed: number) {
  using session = createSession({ backend, floats: "f64", seed });
  const step = session.compile(spec);
  const number = (i: number) => ((Math.imul(i + 1, 0x9e3779b1) >>> 8) % 4096) / 2048 - 1;
  const losses = Array.from({ length: 20 }, (_, i) => {
    const size = [5, 8, 1][i % 3]!;
    const data = Float64Array.from({ length: size * spec.features }, (_, j) => number(100 * i + j));
    const labels = Int32Array.from({ length: size }, (_, j) => (Math.imul(i + 3, j + 7) >>> 1) % spec.classes);
    return Object.values(step.run({ x: { dtype: "f64", shape: [size, spec.features], data }, labels })) as number[];
  });
  return { losses: losses.flat(), variables: session.variables.map(({ name }) => session.read(name)) };
}

describe("training in double precision", () => {
  test.each([
    ["wasm", wasm()],
    ["wasm, portable", wasm({ precision: "portable" })],
  ] as const)("takes the same twenty steps on %s as on the reference", (_, backend) => {
    const runs = Math.ceil(Number(process.env.ADJOINT_RUNS ?? 150) / 10);
    fc.assert(
      fc.property(specs, fc.nat(1000), (spec, seed) => {
        const expected = train(spec, reference, seed);
        const found = train(spec, backend, seed);
        // Sums are taken in another order, each within 10⁻¹⁵ or so; twenty steps amplify that a little.
        const close = (x: number, y: number) => Math.abs(x - y) <= 1e-10 * Math.max(1, Math.abs(x));
        expected.losses.forEach((loss, i) => {
          expect(close(loss, found.losses[i]!), `loss ${i}: ${found.losses[i]}, not ${loss}`).toBe(true);
        });
        expected.variables.forEach(({ data }, i) => {
          const worst = data.findIndex((x: number, j: number) => !close(x, found.variables[i]!.data[j]!));
          expect(worst, `variable ${i}`).toBe(-1);
        });
      }),
      { seed: 4, numRuns: runs },
    );
  });
});
