import { averagePooling, type PoolingOptions } from "./internal/pooling.js";
import type { Along2d, Padding, Pair } from "./internal/spatialShape.js";
import type { Layer, ShapeMap } from "./layer.js";

/** Height and width become the positions of the window; the channels stay. */
export interface AveragePool2d<Size extends Pair, Stride extends Pair | undefined, Pad extends Padding<Pair>>
  extends ShapeMap {
  readonly out: Along2d<
    this["in"],
    "averagePool2d",
    { size: Size; stride: Stride extends Pair ? Stride : Size; padding: Pad; dilation: 1 }
  >;
}

export interface AveragePool2dOptions<
  Stride extends Pair | undefined = Pair,
  Pad extends Padding<Pair> = Padding<Pair>,
> {
  /** From one position of the window to the next, ≥ 1. Default: its size, so that windows lie side by side. */
  readonly stride?: Stride;
  /**
   * Room around the input: none (`valid`), as many as give ⌈extent/stride⌉ positions (`same`; what is odd comes below and
   * to the right), or that many on either side, at most half a window. It is not counted. Default: `valid`.
   */
  readonly padding?: Pad;
}

/**
 * The mean of each window of an image, channel by channel, over what lies inside of the input.
 *
 * @formula y[i, j, c] = mean over k, l of x[i·s + k, j·s + l, c], with stride s
 * @derivative each element of a window receives ȳ divided by their number
 * @peers Keras `AveragePooling2D`, PyTorch `nn.AvgPool2d(count_include_pad=False)`, optax —
 * @param size elements of the window, ≥ 1: one number for both axes, or [height, width]
 * @param options stride and padding
 * @returns a layer from [batch, height, width, channels] to [batch, rows, columns, channels]
 * @throws OpsError `ops/option`; when applied: `ops/features`
 * @see LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition" (1998), section II.
 * @example
 * const network = sequential(conv2d(6, { size: 5 }), tanh, averagePool2d(2));
 */
export const averagePool2d = <
  const Size extends Pair,
  const Stride extends Pair | undefined = undefined,
  const Pad extends Padding<Pair> = "valid",
>(
  size: Size,
  options: AveragePool2dOptions<Stride, Pad> = {},
): Layer<AveragePool2d<Size, Stride, Pad>> => averagePooling("averagePool2d", 2, size, options as PoolingOptions);
