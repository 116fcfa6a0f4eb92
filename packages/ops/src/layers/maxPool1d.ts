import { maxPooling, type PoolingOptions } from "./internal/pooling.js";
import type { Along1d, Padding } from "./internal/spatialShape.js";
import type { ValidCount } from "./internal/validCount.js";
import type { Layer, ShapeMap } from "./layer.js";

/** The length becomes the positions of the window; the channels stay. */
export interface MaxPool1d<Size extends number, Stride extends number | undefined, Pad extends Padding>
  extends ShapeMap {
  readonly out: Along1d<
    this["in"],
    "maxPool1d",
    { size: Size; stride: Stride extends number ? Stride : Size; padding: Pad; dilation: 1 }
  >;
}

export interface MaxPool1dOptions<Stride extends number | undefined = number, Pad extends Padding = Padding> {
  /** From one position of the window to the next, ≥ 1. Default: its size, so that windows lie side by side. */
  readonly stride?: Stride;
  /**
   * What counts as −∞ around the input: none (`valid`), as many as give ⌈length/stride⌉ positions (`same`; what is odd
   * comes behind), or that many on either side, at most half a window. It never wins. Default: `valid`.
   */
  readonly padding?: Pad;
}

/**
 * The largest element of each window of one axis, channel by channel.
 *
 * @formula y[o, c] = max over k of x[o·s + k, c], with stride s
 * @derivative ȳ goes to where the largest element lay; ties share it equally (PyTorch gives it to the first)
 * @peers Keras `MaxPooling1D`, PyTorch `nn.MaxPool1d`, optax —
 * @param size elements of the window, ≥ 1
 * @param options stride and padding
 * @returns a layer from [batch, length, channels] to [batch, positions, channels]
 * @throws OpsError `ops/option`; when applied: `ops/features`
 * @see Ranzato, Huang, Boureau & LeCun, "Unsupervised learning of invariant feature hierarchies" (2007), section 2.
 * @example
 * const network = sequential(conv1d(8, { size: 3 }), relu, maxPool1d(2));
 */
export const maxPool1d = <
  const Size extends number,
  const Stride extends number | undefined = undefined,
  const Pad extends Padding = "valid",
>(
  size: ValidCount<Size, "maxPool1d: size">,
  options: MaxPool1dOptions<Stride, Pad> = {},
): Layer<MaxPool1d<Size, Stride, Pad>> => maxPooling("maxPool1d", 1, size as Size, options as PoolingOptions);
