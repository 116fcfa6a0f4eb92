import type { AnyLayer } from "../layer.js";
import { requireLayer } from "./requireLayer.js";

/**
 * dense_1, relu_1, dense_2, …
 *
 * @throws OpsError `ops/layer`
 */
export function numbered(operation: string, layers: readonly AnyLayer[]): readonly string[] {
  const counts = new Map<string, number>();
  return layers.map((layer, i) => {
    requireLayer(operation, `argument ${i + 1}`, layer);
    const { kind } = layer;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}_${count}`;
  });
}
