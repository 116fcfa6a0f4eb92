import { constant, evaluate, type Feed, randomNormal, type TensorValue } from "@adjoint/core";
import { buildModel } from "../run/buildModel.js";
import type { DataFacts } from "../run/data/dataFacts.js";
import { loadFacts } from "../run/data/loadData.js";
import { atSource } from "../spec/atSource.js";
import { loadSpec } from "../spec/loadSpec.js";
import type { CheckSubject } from "./subject.js";

/** Normal numbers: the n-th stream of a seed. */
const normal = (shape: readonly number[], seed: number, stream: number): TensorValue =>
  evaluate(randomNormal(constant([seed, stream], { dtype: "i32" }), shape as never)) as TensorValue;

/** Examples of the right shapes: normal numbers, and each class in turn. */
function examples({ input, target }: DataFacts, batch: number, seed: number): Readonly<Record<string, Feed>> {
  return {
    [input.name]: normal([batch, ...input.shape], seed, 0),
    [target.name]:
      target.kind === "classes"
        ? Int32Array.from({ length: batch }, (_, i) => i % target.classes)
        : normal([batch, target.outputs], seed, 1),
  };
}

/**
 * The loss of a spec, as training computes it, at random examples.
 *
 * @param batch how many examples
 * @throws SpecError
 */
export async function specSubject(file: string, cwd: string, batch: number, seed: number): Promise<CheckSubject> {
  const { spec, source, folder } = await loadSpec(file, cwd);
  const facts = await atSource(source, () => loadFacts(spec, { folder }));
  const { loss } = atSource(source, () => buildModel(spec, facts));
  return { outputs: loss, feeds: examples(facts, batch, seed) };
}
