// LeNet-5, the convolutional network of 1998, learns handwritten digits for 300 steps (some seconds) and is then tested on a
// thousand images that it has not seen. That is a sixth of the images, each seen once: more steps bring more.
import { createSession, input, reshape } from "@adjoint/core";
import { batches, loadMnist, take } from "@adjoint/data";
import { accuracy, averagePool2d, conv2d, dense, flatten, sequential, softmaxCrossEntropy, tanh } from "@adjoint/ops";
import { adam, trainStep } from "@adjoint/optim";

const pixels = input("pixels", ["batch", 784]);
const labels = input("labels", ["batch"], "i32");

const lenet = sequential(
  conv2d(6, { size: 5, padding: "same" }), // [batch, 28, 28, 6]
  tanh,
  averagePool2d(2), // [batch, 14, 14, 6]
  conv2d(16, { size: 5 }), // [batch, 10, 10, 16]
  tanh,
  averagePool2d(2), // [batch, 5, 5, 16]
  flatten, // [batch, 400]
  dense(120),
  tanh,
  dense(84),
  tanh,
  dense(10),
);
const logits = lenet(reshape(pixels, ["batch", 28, 28, 1]));
const loss = softmaxCrossEntropy(logits, labels);
const metrics = { accuracy: accuracy(logits, labels) };

export async function main({ steps = 300 } = {}) {
  const { train, test } = await loadMnist();
  using session = createSession({ seed: 1 });
  const step = session.compile(trainStep(loss, adam({ learningRate: 2e-3 }), { metrics }));
  const evaluation = session.compile({ outputs: { loss, ...metrics } });

  let done = 0;
  for (let epoch = 1; done < steps; epoch++) {
    for (const batch of batches(train, { size: 32, shuffle: epoch, remainder: "drop" })) {
      const { loss } = step.run({ pixels: batch.images, labels: batch.labels });
      if (done % 60 === 0) console.log(`step ${done}: loss ${loss.toFixed(3)}`);
      if (++done === steps) break;
    }
  }

  const unseen = take(
    test,
    Array.from({ length: 1000 }, (_, i) => i),
  );
  const [batch] = batches(unseen, { size: unseen.size });
  const result = evaluation.run({ pixels: batch!.images, labels: batch!.labels });
  console.log(`after ${done} steps, on ${unseen.size} unseen images: ${(100 * result.accuracy).toFixed(1)} % right`);
  return result;
}
