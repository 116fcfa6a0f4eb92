import { input } from "@adjoint/core";
import { batches, loadMnist } from "@adjoint/data";
import { accuracy, dense, relu, sequential, softmaxCrossEntropy } from "@adjoint/ops";
import { adam, trainStep } from "@adjoint/optim";
import { openSession } from "../entrants/adjoint.js";
import { median } from "../machine/time.js";
import type { EntrantOptions } from "../options.js";

export interface Epoch {
  /** Of each pass over the 60,000 images, shuffling and scaling included. The first also compiles. */
  readonly seconds: readonly number[];
  readonly median: number;
  /** Of all images before training on them, in the last pass: shows that it learns. */
  readonly accuracy: number;
  /** The process's largest resident set, in bytes. */
  readonly peak: number;
}

/** MNIST with 784-128-10, batch 64, Adam, as a user would write it. */
export async function mnistEpoch(options: EntrantOptions): Promise<Epoch> {
  const x = input("x", ["batch", 784]);
  const labels = input("labels", ["batch"], "i32");
  const logits = sequential(dense(128), relu, dense(10))(x);
  const session = openSession(options);
  const metrics = { accuracy: accuracy(logits, labels) };
  const step = session.compile(trainStep(softmaxCrossEntropy(logits, labels), adam(), { metrics }));
  const { train } = await loadMnist();
  const epochs = options.quick ? 2 : 3;
  const seconds: number[] = [];
  let hits = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    hits = 0;
    const start = performance.now();
    for (const { images, labels } of batches(train, { size: 64, shuffle: 1, epoch })) {
      hits += labels.shape[0]! * step.run({ x: images, labels }).accuracy;
    }
    seconds.push((performance.now() - start) / 1000);
  }
  return {
    seconds,
    median: median(seconds),
    accuracy: hits / train.size,
    peak: process.resourceUsage().maxRSS * 1024,
  };
}
