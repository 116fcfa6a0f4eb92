import type { Dataset } from "@adjoint/data";
import type { DataFacts } from "./dataFacts.js";

/** The facts of a data set of `x` with `labels` or `y`. */
export function factsOf(name: string, { columns, classes }: Dataset): DataFacts {
  const input = { name: "x", shape: columns.x!.shape.slice(1) };
  if (columns.labels === undefined) {
    return { name, input, target: { kind: "numbers", name: "y", outputs: columns.y!.shape[1]! } };
  }
  return { name, input, target: { kind: "classes", name: "labels", classes: classes!.length } };
}
