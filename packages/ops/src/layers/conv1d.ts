import type { Initialiser } from "@adjoint/core";
import { convolution } from "./internal/convolution.js";
import type { Along1d, InGroups, Padding } from "./internal/spatialShape.js";
import type { ValidCount } from "./internal/validCount.js";
import type { Layer, ShapeMap } from "./layer.js";

/** The length becomes the positions of the window, the channels the filters. */
export interface Conv1d<
  Filters extends number,
  Size extends number,
  Stride extends number,
  Pad extends Padding,
  Dilation extends number,
  Groups extends number,
> extends ShapeMap {
  readonly out: InGroups<
    this["in"],
    "conv1d",
    Groups,
    Along1d<this["in"], "conv1d", { size: Size; stride: Stride; padding: Pad; dilation: Dilation }, Filters>
  >;
}

export interface Conv1dOptions<
  Size extends number = number,
  Stride extends number = number,
  Pad extends Padding = Padding,
  Dilation extends number = number,
  Groups extends number = number,
> {
  /** Elements of the window, ≥ 1. */
  readonly size: Size;
  /** From one position of the window to the next, ≥ 1. Default: 1. */
  readonly stride?: Stride;
  /**
   * Zeros around the input: none (`valid`), as many as give ⌈length/stride⌉ positions (`same`; what is odd comes behind), or
   * that many on either side. Default: `valid`.
   */
  readonly padding?: Pad;
  /** From one element of the window to the next, ≥ 1. Default: 1. */
  readonly dilation?: Dilation;
  /** Into how many groups channels and filters are divided, each filter seeing its own group only, ≥ 1. Default: 1. */
  readonly groups?: Groups;
  /** Does it add a bias? Default: true. */
  readonly bias?: boolean;
  /** First weights. Default: `glorotUniform`. */
  readonly initial?: Initialiser;
  /** First biases, a number or an initialiser. Default: 0. */
  readonly initialBias?: number | Initialiser;
  /** What its parameters are called: `name`/weights and `name`/bias. Default: its place in the network. */
  readonly name?: string;
}

/**
 * Convolution along one axis, channels last. As in all libraries for learning, the window is not reversed. With groups, c runs
 * over the filter's own channels.
 *
 * @formula y[o, f] = b[f] + Σₖ Σ_c x[o·s + k·d − p, c]·W[k, c, f] with stride s, dilation d and padding p
 * @derivative x̄ adds ȳ·Wᵀ back where the windows lay; W̄ = Σ over positions of xᵀ·ȳ; b̄ = Σ ȳ
 * @peers Keras `Conv1D`, PyTorch `nn.Conv1d` (channels first, weights [filters, channels, …]), optax —
 * @param filters how many outputs each position has, ≥ 1
 * @param options the window, its steps, groups, bias and first values
 * @returns a layer from [batch, length, channels] to [batch, positions, filters]; weights are [size, channels/groups, filters]
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see Dumoulin & Visin, "A guide to convolution arithmetic for deep learning" (2016), relationships 5 and 6 for the positions.
 * @example
 * const network = sequential(conv1d(16, { size: 5, padding: "same" }), relu, globalAveragePool, dense(2));
 */
export const conv1d = <
  const Filters extends number,
  const Size extends number,
  const Stride extends number = 1,
  const Pad extends Padding = "valid",
  const Dilation extends number = 1,
  const Groups extends number = 1,
>(
  filters: ValidCount<Filters, "conv1d: filters">,
  options: Conv1dOptions<Size, Stride, Pad, Dilation, Groups>,
): Layer<Conv1d<Filters, Size, Stride, Pad, Dilation, Groups>> => convolution("conv1d", 1, filters as Filters, options);
