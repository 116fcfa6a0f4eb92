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
    const height = stack.length;
    if (!done.has(node)) {
      for (let i = node.inputs.length - 1; i >= 0; i--) if (!done.has(node.inputs[i]!)) stack.push(node.inputs[i]!);
    }
    if (stack.length > height) continue;
    done.add(node);
    stack.pop();
  }
  return [...done];
}
