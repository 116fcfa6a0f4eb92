import type { Tensor } from "./tensor.js";

/**
 * The tape: every node that `outputs` depend on, each after its inputs. The order depends on the graph alone.
 * Depth-first with an explicit stack, so that a network of any depth fits.
 */
export function tape(outputs: readonly Tensor[]): readonly Tensor[] {
  const done = new Set<Tensor>();
  const stack = outputs.toReversed();
  while (stack.length > 0) {
    const node = stack.at(-1) as Tensor;
    const waiting = done.has(node) ? [] : node.inputs.filter((input) => !done.has(input));
    if (waiting.length > 0) stack.push(...waiting.toReversed());
    else {
      done.add(node);
      stack.pop();
    }
  }
  return [...done];
}
