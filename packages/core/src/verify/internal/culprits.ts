import type { Tensor } from "../../graph/tensor.js";
import { checkLayers, type LayersOptions } from "../checkLayers.js";

/** Of a graph of several layers, those whose own first derivatives are wrong. */
export function culprits(outputs: Tensor | readonly Tensor[], options: LayersOptions): readonly string[] {
  const { checks } = checkLayers(outputs, options);
  return checks.length < 2 ? [] : checks.flatMap(({ name, verdict }) => (verdict === "wrong" ? [name] : []));
}
