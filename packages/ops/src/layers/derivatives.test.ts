import { input, type Tensor } from "@adjoint/core";
import { checkGradient, checkJacobian, checkLayers } from "@adjoint/core/verify";
import { expect, test } from "vitest";
import { tanh } from "../activations/tanh.js";
import { parametersOf } from "../evaluation.properties.js";
import { glorotNormal } from "../initialisers/glorot.js";
import { softmaxCrossEntropy } from "../losses/softmaxCrossEntropy.js";
import { dense } from "./dense.js";
import { residualBlock } from "./residualBlock.js";
import { sequential } from "./sequential.js";

const random = (count: number, frequency: number) =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(frequency * (i + 1)));
const x = input("x", [100, 20]);
const labels = input("labels", [100], "i32");
const feeds = { x: random(2000, 1.3), labels: Int32Array.from({ length: 100 }, (_, i) => (7 * i) % 5) };

const slopesOf = ({ checks }: ReturnType<typeof checkGradient>) =>
  checks.flatMap(({ taylor = [] }) =>
    taylor.flatMap(({ order, slope }) => (slope === undefined ? [] : [{ order, slope }])),
  );

test.each([0.5, 0.05])("softmax regression: remainders of slope 1 and 2 from ε = %f, halved eight times", (first) => {
  const loss = softmaxCrossEntropy(dense(5)(x) as never, labels as never);
  const wrt = parametersOf(loss);
  const verification = checkGradient(loss, { wrt, feeds, samples: 12, taylor: { first, halvings: 8 } });
  expect(verification).toMatchObject({ pass: true });
  const slopes = slopesOf(verification);
  expect(slopes).toHaveLength(6);
  for (const { order, slope } of slopes) expect(Math.abs(slope - order - 1)).toBeLessThan(0.1);
});

test("a layer by W and b, and a residual layer by W₁, b and W₂, pass the Jacobian-transpose test one by one", () => {
  const rows = input("rows", [3, 4]);
  const initialBias = glorotNormal as never;
  for (const [output, count] of [
    [tanh(dense(5, { initialBias })(rows)), 3],
    [residualBlock({ activation: tanh })(rows), 4],
  ] as readonly (readonly [Tensor, number])[]) {
    const verification = checkJacobian(output, {
      wrt: [rows, ...parametersOf(output)],
      feeds: { rows: random(12, 0.7) },
    });
    expect(verification).toMatchObject({ pass: true });
    const { taylor } = verification.checks.find(({ name }) => name === "jacobian transpose")!;
    expect(new Set(taylor!.map(({ tensor }) => tensor)).size).toBe(count + 1);
  }
});

test("a network of two hidden layers of 10 passes as a whole and layer by layer", () => {
  const network = sequential(dense(10), tanh, dense(10), tanh, dense(5));
  const loss = softmaxCrossEntropy(network(x), labels as never);
  const options = { feeds, wrt: parametersOf(loss), samples: 6 };
  const whole = checkGradient(loss, { ...options, order: 2, taylor: { halvings: 20 } });
  expect(whole).toMatchObject({ pass: true });
  for (const { order, slope } of slopesOf(whole)) expect(Math.abs(slope - order - 1)).toBeLessThan(0.1);
  const layers = checkLayers(loss, { feeds, samples: 4 });
  expect(layers).toMatchObject({ pass: true });
  expect(layers.checks.map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      ""dense_1" [100, 10]",
      ""dense_2" [100, 10]",
      ""dense_3" [100, 5]",
      ""softmaxCrossEntropy" [100]",
      ""softmaxCrossEntropy" []",
    ]
  `);
});
