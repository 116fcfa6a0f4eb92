// Two layers of your own: an activation whose derivative you give, and a layer that owns a parameter.
// Together they learn the curve y = |x| from a few points.
import {
  abs,
  add,
  createSession,
  customGradient,
  exp,
  input,
  log1p,
  maximum,
  mul,
  sigmoid,
  type Tensor,
} from "@adjoint/core";
import { dense, type Layer, layer, type Same, sequential, squaredError } from "@adjoint/ops";
import { adam, trainStep } from "@adjoint/optim";

/**
 * ln(1 + eˣ), written so that no exponential overflows. Differentiating this line gives a long graph; we know a short one:
 * the logistic function. Forward mode and second derivatives follow from the same rule.
 */
const smoothRamp = customGradient({
  name: "softplus",
  value: (x: Tensor): Tensor => add(maximum(x, 0), log1p(exp(mul(abs(x), -1)))),
  vjp: ({ cotangent, inputs: [x] }) => [mul(cotangent, sigmoid(x))],
});

/** Softplus: a ReLU with a round corner. Derivative: the logistic function. */
export const softplus: Layer<Same> = layer("softplus", (x) => smoothRamp(x));

/** Multiplies each feature by a number that training finds. Applied twice, it shares that number, as every layer does. */
export const scale = (): Layer<Same> =>
  layer("scale", (x, { parameter }) => {
    const factor: Tensor = parameter("factor", [Number(x.shape.at(-1))], { initial: 1 });
    return mul(x, factor);
  });

const x = input("x", ["points", 1]);
const y = input("y", ["points", 1]);
const network = sequential(dense(8), softplus, scale(), dense(1));
const loss = squaredError(network(x), y);

export function main() {
  const places = Array.from({ length: 21 }, (_, i) => i / 10 - 1);
  const feeds = { x: places.map((place) => [place]), y: places.map((place) => [Math.abs(place)]) };
  using session = createSession({ seed: 1 });
  const step = session.compile(trainStep(loss, adam({ learningRate: 0.05 })));
  const losses = Array.from({ length: 400 }, () => step.run(feeds).loss);
  const parameters = session.variables.filter(({ trainable }) => trainable).map(({ name }) => name);

  console.log(`parameters: ${parameters.join(", ")}`);
  console.log(`squared error: ${losses[0]!.toFixed(4)} before, ${losses.at(-1)!.toExponential(1)} after 400 steps`);
  return { before: losses[0]!, after: losses.at(-1)!, parameters };
}
