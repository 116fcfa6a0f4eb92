import { reference } from "../../backends/reference/reference.js";
import type { Tensor } from "../../graph/tensor.js";
import { createSession } from "../../session/session.js";
import type { TensorValue } from "../../types/tensorValue.js";
import { type Flat, flatten } from "../../verify/internal/flat.js";

/** All results of one run on the reference, laid one after another. */
export function run(
  outputs: readonly Tensor[],
  feeds: Readonly<Record<string, TensorValue>>,
  floats: "f32" | "f64" = "f64",
): Flat {
  using session = createSession({ backend: reference, floats });
  const declared = session.compile({ outputs });
  const used = Object.fromEntries(Object.entries(feeds).filter(([name]) => declared.inputs.has(name)));
  return flatten(declared.run(used));
}
