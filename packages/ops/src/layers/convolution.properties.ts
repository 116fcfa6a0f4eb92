import fc from "fast-check";

/** A convolution of images: sizes, and what the layer takes as options. */
export interface ConvolutionCase {
  /** [batch, height, width, channels] */
  readonly image: readonly [number, number, number, number];
  readonly filters: number;
  readonly options: {
    readonly size: readonly [number, number];
    readonly stride: readonly [number, number];
    readonly dilation: readonly [number, number];
    readonly padding: "valid" | "same" | readonly [number, number];
    readonly groups: number;
  };
}

const size = fc.integer({ min: 1, max: 3 });
const pair = fc.tuple(size, size);

/** How much is put before and after an axis. */
function framed(extent: number, window: number, stride: number, padding: "valid" | "same" | number): [number, number] {
  if (padding === "valid") return [0, 0];
  if (padding !== "same") return [padding, padding];
  const positions = Math.ceil(extent / stride);
  const missing = Math.max((positions - 1) * stride + window - extent, 0);
  return [Math.floor(missing / 2), missing - Math.floor(missing / 2)];
}

/** Of each axis: what comes before it, and how many positions there are. */
export function axesOf({ image, options }: ConvolutionCase): readonly { before: number; positions: number }[] {
  return [0, 1].map((axis) => {
    const extent = image[axis + 1]!;
    const span = (options.size[axis]! - 1) * options.dilation[axis]! + 1;
    const own = typeof options.padding === "string" ? options.padding : options.padding[axis]!;
    const [before, after] = framed(extent, span, options.stride[axis]!, own);
    return { before, positions: Math.floor((extent + before + after - span) / options.stride[axis]!) + 1 };
  });
}

/** Random convolutions whose window fits. */
export const convolutionCases: fc.Arbitrary<ConvolutionCase> = fc
  .record({
    groups: fc.integer({ min: 1, max: 2 }),
    batch: fc.integer({ min: 1, max: 2 }),
    extents: fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 })),
    channels: fc.integer({ min: 1, max: 2 }),
    filters: fc.integer({ min: 1, max: 2 }),
    size: pair,
    stride: pair,
    dilation: pair,
    padding: fc.oneof(fc.constant("valid" as const), fc.constant("same" as const), fc.tuple(fc.nat({ max: 2 }), size)),
  })
  .map(
    ({ groups, batch, extents, channels, filters, ...options }): ConvolutionCase => ({
      image: [batch, ...extents, channels * groups],
      filters: filters * groups,
      options: { ...options, groups },
    }),
  )
  .filter((example) => axesOf(example).every(({ positions }) => positions >= 1));

/** The convolution by its definition: seven loops, one for each letter. */
export function convolved(example: ConvolutionCase, x: Float64Array, weights: Float64Array): readonly number[] {
  const { image, filters, options } = example;
  const [batch, height, width, channels] = image;
  const [rows, columns] = axesOf(example) as [
    { before: number; positions: number },
    { before: number; positions: number },
  ];
  const inner = channels / options.groups;
  const y: number[] = [];
  for (let n = 0; n < batch; n++)
    for (let i = 0; i < rows.positions; i++)
      for (let j = 0; j < columns.positions; j++)
        for (let f = 0; f < filters; f++) {
          const first = Math.floor(f / (filters / options.groups)) * inner;
          let total = 0;
          for (let k = 0; k < options.size[0]; k++)
            for (let l = 0; l < options.size[1]; l++)
              for (let c = 0; c < inner; c++) {
                const row = i * options.stride[0] + k * options.dilation[0] - rows.before;
                const column = j * options.stride[1] + l * options.dilation[1] - columns.before;
                if (row < 0 || row >= height || column < 0 || column >= width) continue;
                const pixel = x[((n * height + row) * width + column) * channels + first + c]!;
                total += pixel * weights[((k * options.size[1] + l) * inner + c) * filters + f]!;
              }
          y.push(total);
        }
  return y;
}
