/** A layer of a workload; every entrant builds the same. */
export type LayerSpec =
  /** y = x·W + b, then ReLU if `relu`. Its parameters: W [inputs, outputs], b [outputs]. */
  | { readonly kind: "dense"; readonly inputs: number; readonly outputs: number; readonly relu: boolean }
  /** y = x + relu(x·W₁ + b)·W₂. Its parameters: W₁ [width, width], b [width], W₂ [width, width]. */
  | { readonly kind: "block"; readonly width: number }
  /**
   * A convolution of images [side, side, inputs] with windows of size², `padding` zeros around them, ReLU, and the largest of each
   * 2 × 2. Its parameters: W [size, size, inputs, outputs], b [outputs].
   */
  | {
      readonly kind: "convolution";
      readonly side: number;
      readonly inputs: number;
      readonly outputs: number;
      readonly size: number;
      readonly padding: number;
    };

export interface OptimizerSpec {
  readonly kind: "sgd" | "adam";
  readonly learningRate: number;
}

/** A network that is trained on one batch, with softmax cross-entropy and integer labels. */
export interface Workload {
  readonly name: string;
  readonly title: string;
  readonly network: readonly LayerSpec[];
  readonly batch: number;
  readonly optimizer: OptimizerSpec;
}

/** The shapes of a workload's parameters, layer by layer. */
export const shapesOf = (network: readonly LayerSpec[]): readonly (readonly number[])[] =>
  network.flatMap((layer) => {
    const { kind } = layer;
    if (kind === "dense") return [[layer.inputs, layer.outputs], [layer.outputs]];
    if (kind === "block") return [[layer.width, layer.width], [layer.width], [layer.width, layer.width]];
    return [[layer.size, layer.size, layer.inputs, layer.outputs], [layer.outputs]];
  });

/** How many numbers go into a layer. */
function featuresOf(layer: LayerSpec): number {
  if (layer.kind === "dense") return layer.inputs;
  return layer.kind === "block" ? layer.width : layer.side ** 2 * layer.inputs;
}

/** How many features a network takes, and how many classes it tells apart. */
export function endsOf(network: readonly LayerSpec[]): { readonly features: number; readonly classes: number } {
  const [first, last] = [network[0]!, network.at(-1)!];
  return { features: featuresOf(first), classes: last.kind === "block" ? last.width : last.outputs };
}
