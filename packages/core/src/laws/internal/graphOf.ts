import type { Tensor } from "../../graph/tensor.js";
import { input } from "../../primitives/input.js";
import type { DType } from "../../types/dtype.js";
import type { TensorValue } from "../../types/tensorValue.js";
import type { Case } from "../law.js";

/** A use of an op as a graph over inputs, and what to feed them. */
export interface CaseGraph {
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly values: readonly TensorValue[];
  readonly feeds: Readonly<Record<string, TensorValue>>;
}

/** Builds the graph of a case. */
export function graphOf(example: Case, dtype: DType = "f64"): CaseGraph {
  const inputs = example.arguments.map(({ shape }, i): Tensor => input(`x${i}`, shape, dtype));
  const values = example.arguments.map(
    ({ shape, data }): TensorValue => ({ dtype: "f64", shape, data: Float64Array.from(data) }),
  );
  const feeds = Object.fromEntries(values.map((value, i) => [`x${i}`, value]));
  return { inputs, output: example.build(inputs), values, feeds };
}
