import { averagePooling, type PoolingOptions } from "./internal/pooling.js";
import type { Along1d, Padding } from "./internal/spatialShape.js";
import type { ValidCount } from "./internal/validCount.js";
import type { Layer, ShapeMap } from "./layer.js";

/** The length becomes the positions of the window; the channels stay. */
export interface AveragePool1d<Size extends number, Stride extends number | undefined, Pad extends Padding>
  extends ShapeMap {
  readonly out: Along1d<
    this["in"],
    "averagePool1d",
    { size: Size; stride: Stride extends number ? Stride : Size; padding: Pad; dilation: 1 }
  >;
}

export interface AveragePool1dOptions<Stride extends number | undefined = number, Pad extends Padding = Padding> {
  /** From one position of the window to the next, ≥ 1. Default: its size, so that windows lie side by side. */
  readonly stride?: Stride;
  /**
   * Room around the input: none (`valid`), as many as give ⌈length/stride⌉ positions (`same`; what is odd comes
   * behind), or that many on either side, at most half a window. It is not counted. Default: `valid`.
   */
  readonly padding?: Pad;
}

/**
 * The mean of each window of one axis, channel by channel, over what lies inside of the input.
 *
 * @formula y[o, c] = mean over k of x[o·s + k, c], with stride s
 * @derivative each element of a window receives ȳ divided by their number
 * @peers Keras `AveragePooling1D`, PyTorch `nn.AvgPool1d(count_include_pad=False)`, optax —
 * @param size elements of the window, ≥ 1
 * @param options stride and padding
 * @returns a layer from [batch, length, channels] to [batch, positions, channels]
 * @throws OpsError `ops/option`; when applied: `ops/features`
 * @see LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition" (1998), section II.
 * @example
 * const network = sequential(conv1d(6, { size: 5 }), tanh, averagePool1d(2));
 */
export const averagePool1d = <
  const Size extends number,
  const Stride extends number | undefined = undefined,
  const Pad extends Padding = "valid",
>(
  size: ValidCount<Size, "averagePool1d: size">,
  options: AveragePool1dOptions<Stride, Pad> = {},
): Layer<AveragePool1d<Size, Stride, Pad>> =>
  averagePooling("averagePool1d", 1, size as Size, options as PoolingOptions);
