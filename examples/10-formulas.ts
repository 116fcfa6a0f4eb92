// A network, its loss and its learning rate, written as mathematics. Weights are penalised by their names, and the penalty is
// reported apart from the error. At the end the trained graph prints as the formulas that it was made of.
import { add, createSession, input } from "@adjoint/core";
import { l1, l2, regularisation, uniform } from "@adjoint/ops";
import { expression, lossExpression, scheduleExpression, toExpression } from "@adjoint/ops/expression";
import { momentum, trainStep } from "@adjoint/optim";

const network = `
  h = tanh(x * W1 + b1)   # between matrices, * is their product
  y = h * W2 + b2
`;

export function main() {
  const { values } = expression(network, {
    shapes: { x: ["batch", 1] },
    parameters: { W1: { shape: [1, 16], initial: uniform({ low: -2, high: 2 }) }, b1: [16], W2: [16, 1], b2: [1] },
  });
  const y = values.y!;
  const targets = input("targets", ["batch", 1]);
  const error = lossExpression("mean((p - t)^2)")(y, targets);
  const penalty = regularisation(y, { parameters: { W1: l2(1e-5), W2: l1(1e-5) } });
  const learningRate = scheduleExpression("0.1 * 0.5^floor(epoch / 400)", { stepsPerEpoch: 1 });

  using session = createSession({ seed: 3 });
  const step = session.compile(
    trainStep(add(error, penalty), momentum({ learningRate }), { metrics: { error, penalty } }),
  );
  const x = Array.from({ length: 64 }, (_, i) => [i / 32 - 1]);
  const feeds = { x, targets: x.map(([at]) => [Math.sin(3 * at!)]) };
  const before = step.run(feeds);
  for (let i = 1; i < 1200; i++) step.run(feeds);
  const after = step.run(feeds);

  const { text } = toExpression({ y });
  console.log(`error ${before.error} → ${after.error}, penalty ${after.penalty}\n\n${text}`);
  return { before: before.error, after: after.error, penalty: after.penalty, text };
}
