import { maxPooling, type PoolingOptions } from "./internal/pooling.js";
import type { Along2d, Padding, Pair } from "./internal/spatialShape.js";
import type { Layer, ShapeMap } from "./layer.js";

/** Height and width become the positions of the window; the channels stay. */
export interface MaxPool2d<Size extends Pair, Stride extends Pair | undefined, Pad extends Padding<Pair>>
  extends ShapeMap {
  readonly out: Along2d<
    this["in"],
    "maxPool2d",
    { size: Size; stride: Stride extends Pair ? Stride : Size; padding: Pad; dilation: 1 }
  >;
}

export interface MaxPool2dOptions<Stride extends Pair | undefined = Pair, Pad extends Padding<Pair> = Padding<Pair>> {
  /** From one position of the window to the next, ≥ 1. Default: its size, so that windows lie side by side. */
  readonly stride?: Stride;
  /**
   * What counts as −∞ around the input: none (`valid`), as many as give ⌈extent/stride⌉ positions (`same`; what is odd
   * comes below and to the right), or that many on either side, at most half a window. It never wins. Default: `valid`.
   */
  readonly padding?: Pad;
}

/**
 * The largest element of each window of an image, channel by channel.
 *
 * @formula y[i, j, c] = max over k, l of x[i·s + k, j·s + l, c], with stride s
 * @derivative ȳ goes to where the largest element lay; ties share it equally (PyTorch gives it to the first)
 * @peers Keras `MaxPooling2D`, PyTorch `nn.MaxPool2d`, optax —
 * @param size elements of the window, ≥ 1: one number for both axes, or [height, width]
 * @param options stride and padding
 * @returns a layer from [batch, height, width, channels] to [batch, rows, columns, channels]
 * @throws OpsError `ops/option`; when applied: `ops/features`
 * @see Ranzato, Huang, Boureau & LeCun, "Unsupervised learning of invariant feature hierarchies" (2007), section 2.
 * @example
 * const network = sequential(conv2d(8, { size: 3 }), relu, maxPool2d(2));
 */
export const maxPool2d = <
  const Size extends Pair,
  const Stride extends Pair | undefined = undefined,
  const Pad extends Padding<Pair> = "valid",
>(
  size: Size,
  options: MaxPool2dOptions<Stride, Pad> = {},
): Layer<MaxPool2d<Size, Stride, Pad>> => maxPooling("maxPool2d", 2, size, options as PoolingOptions);
