// A residual network learns handwritten digits for 200 steps (about three seconds on the reference backend) and is then
// tested on a thousand images that it has not seen.
import { createSession, input } from "@adjoint/core";
import { batches, loadMnist, take } from "@adjoint/data";
import { accuracy, dense, heNormal, relu, residual, sequential, softmaxCrossEntropy } from "@adjoint/ops";
import { adam, trainStep } from "@adjoint/optim";

const steps = 200;

const pixels = input("pixels", ["batch", 784]);
const labels = input("labels", ["batch"], "i32");

const block = () => residual(sequential(dense(32, { initial: heNormal }), relu, dense(32)));
const network = sequential(dense(32, { initial: heNormal }), relu, block(), block(), dense(10));
const logits = network(pixels);
const loss = softmaxCrossEntropy(logits, labels);
const metrics = { accuracy: accuracy(logits, labels) };

export async function main() {
  const { train, test } = await loadMnist();
  using session = createSession({ seed: 1 });
  const step = session.compile(trainStep(loss, adam({ learningRate: 3e-3 }), { metrics }));
  const evaluation = session.compile({ outputs: { loss, ...metrics } });

  let done = 0;
  for (const batch of batches(train, { size: 32, shuffle: 1, remainder: "drop" })) {
    const { loss } = step.run({ pixels: batch.images, labels: batch.labels });
    if (done % 40 === 0) console.log(`step ${done}: loss ${loss.toFixed(3)}`);
    if (++done === steps) break;
  }

  const unseen = take(
    test,
    Array.from({ length: 1000 }, (_, i) => i),
  );
  const [batch] = batches(unseen, { size: unseen.size });
  // The same network, a batch of another size: the program makes a specialisation for it and shares the parameters.
  const result = evaluation.run({ pixels: batch!.images, labels: batch!.labels });
  console.log(`after ${done} steps, on ${unseen.size} unseen images: ${(100 * result.accuracy).toFixed(1)} % right`);
  return result;
}
