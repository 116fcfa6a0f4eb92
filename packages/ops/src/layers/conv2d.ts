import type { Initialiser } from "@adjoint/core";
import { convolution } from "./internal/convolution.js";
import type { Along2d, InGroups, Padding, Pair } from "./internal/spatialShape.js";
import type { ValidCount } from "./internal/validCount.js";
import type { Layer, ShapeMap } from "./layer.js";

/** Height and width become the positions of the window, the channels the filters. */
export interface Conv2d<
  Filters extends number,
  Size extends Pair,
  Stride extends Pair,
  Pad extends Padding<Pair>,
  Dilation extends Pair,
  Groups extends number,
> extends ShapeMap {
  readonly out: InGroups<
    this["in"],
    "conv2d",
    Groups,
    Along2d<this["in"], "conv2d", { size: Size; stride: Stride; padding: Pad; dilation: Dilation }, Filters>
  >;
}

export interface Conv2dOptions<
  Size extends Pair = Pair,
  Stride extends Pair = Pair,
  Pad extends Padding<Pair> = Padding<Pair>,
  Dilation extends Pair = Pair,
  Groups extends number = number,
> {
  /** Elements of the window, ≥ 1: one number for both axes, or [height, width]. */
  readonly size: Size;
  /** From one position of the window to the next, ≥ 1. Default: 1. */
  readonly stride?: Stride;
  /**
   * Zeros around the input: none (`valid`), as many as give ⌈extent/stride⌉ positions (`same`; what is odd comes below and to
   * the right), or that many on either side. Default: `valid`.
   */
  readonly padding?: Pad;
  /** From one element of the window to the next, ≥ 1. Default: 1. */
  readonly dilation?: Dilation;
  /**
   * Into how many groups channels and filters are divided, each filter seeing its own group only, ≥ 1; as many as channels is
   * a depthwise convolution. Default: 1.
   */
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
 * Convolution of images, channels last. As in all libraries for learning, the window is not reversed. With groups, c runs over
 * the filter's own channels.
 *
 * @formula y[i, j, f] = b[f] + Σₖₗ Σ_c x[i·s + k·d − p, j·s + l·d − p, c]·W[k, l, c, f] with stride s, dilation d and
 *   padding p, for each axis its own
 * @derivative x̄ adds ȳ·Wᵀ back where the windows lay; W̄ = Σ over positions of xᵀ·ȳ; b̄ = Σ ȳ
 * @peers Keras `Conv2D`, PyTorch `nn.Conv2d` (channels first, weights [filters, channels, …]), optax —
 * @param filters how many outputs each position has, ≥ 1
 * @param options the window, its steps, groups, bias and first values
 * @returns a layer from [batch, height, width, channels] to [batch, rows, columns, filters]; weights are
 *   [height, width, channels/groups, filters]
 * @throws OpsError `ops/option`; when applied: `ops/features`, `ops/shared-layer`
 * @see LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition" (1998), section II;
 *   Dumoulin & Visin, "A guide to convolution arithmetic for deep learning" (2016), relationships 5 and 6 for the positions.
 * @example
 * const features = sequential(conv2d(6, { size: 5, padding: "same" }), tanh, averagePool2d(2));
 */
export const conv2d = <
  const Filters extends number,
  const Size extends Pair,
  const Stride extends Pair = 1,
  const Pad extends Padding<Pair> = "valid",
  const Dilation extends Pair = 1,
  const Groups extends number = 1,
>(
  filters: ValidCount<Filters, "conv2d: filters">,
  options: Conv2dOptions<Size, Stride, Pad, Dilation, Groups>,
): Layer<Conv2d<Filters, Size, Stride, Pad, Dilation, Groups>> => convolution("conv2d", 2, filters as Filters, options);
