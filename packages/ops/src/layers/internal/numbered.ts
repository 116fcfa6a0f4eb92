import type { AnyLayer } from "../layer.js";

/** dense_1, relu_1, dense_2, … */
export function numbered(layers: readonly AnyLayer[]): readonly string[] {
  const counts = new Map<string, number>();
  return layers.map(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return `${kind}_${count}`;
  });
}
