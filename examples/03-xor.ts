// Trains a small network to compute XOR: the smallest whole program, from inputs to predictions.
import { createSession, input, type TensorValue } from "@adjoint/core";
import { accuracy, dense, sequential, softmax, softmaxCrossEntropy, tanh } from "@adjoint/ops";
import { adam, trainStep } from "@adjoint/optim";

const points = input("points", ["batch", 2]);
const labels = input("labels", ["batch"], "i32");

const network = sequential(dense(8), tanh, dense(2));
const logits = network(points);
const loss = softmaxCrossEntropy(logits, labels);

const corners = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const xor = { points: corners, labels: [0, 1, 1, 0] };

export function main() {
  using session = createSession({ seed: 1 });
  const metrics = { accuracy: accuracy(logits, labels) };
  const step = session.compile(trainStep(loss, adam({ learningRate: 0.05 }), { metrics }));
  const predict = session.compile({ outputs: softmax(logits) });

  let last = step.run(xor);
  for (let i = 1; i <= 200; i++) {
    last = step.run(xor);
    if (i % 50 === 0) console.log(`step ${i}: loss ${last.loss.toFixed(4)}, accuracy ${last.accuracy}`);
  }
  const probabilities: TensorValue = predict.run({ points: corners });
  const answers = corners.map((_, i) => Number(probabilities.data[2 * i + 1]));
  corners.forEach(([a, b], i) => {
    console.log(`${a} xor ${b}: 1 with probability ${answers[i]!.toFixed(3)}`);
  });
  return { ...last, answers };
}
