import type { TensorValue } from "@adjoint/core";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { DataError } from "../errors/dataError.js";
import { optionError } from "../errors/optionError.js";
import { generator } from "../internal/generator.js";
import { isWhole } from "../internal/isWhole.js";
import { normal } from "../internal/normal.js";
import { product } from "../internal/product.js";
import { type Source, transform } from "../pipeline/internal/transform.js";
import { checkAugmentation } from "./internal/checkAugmentation.js";
import { drawView } from "./internal/drawView.js";
import { resample } from "./internal/resample.js";

/** What happens to each image at random; what is left out does not happen. */
export interface Augmentation {
  /** Height, width and, unless 1, the number of channels, which lie together for each pixel. */
  readonly image: readonly [height: number, width: number, channels?: number];
  /** Moves the image by up to so many whole pixels in each direction, ≥ 0. */
  readonly shift?: number;
  /** Mirrors every second image left to right, top to bottom, or independently both. */
  readonly flip?: "horizontal" | "vertical" | "both";
  /** Turns the image about its centre by up to so many degrees either way, from 0 to 180. Pixels are interpolated. */
  readonly rotate?: number;
  /** Cuts out a part of this size, at a random place. The images become smaller. */
  readonly crop?: readonly [height: number, width: number];
  /** Adds Gaussian noise of this standard deviation to each number, ≥ 0, in the unit of the batch. */
  readonly noise?: number;
  /** What pixels are that come in from outside of the image. Default 0. */
  readonly fill?: number;
}

export interface AugmentOptions<Name extends string> extends Augmentation {
  /** The column with the images: f32, [batch, height · width · channels] or [batch, height, width] or with channels behind. */
  readonly column: Name;
  /** Any safe integer. */
  readonly seed: number;
  /** Which pass over the data this is, from 0; each changes the images in another way. Default 0. */
  readonly epoch?: number;
}

/**
 * Changes the images of each batch a little, so that a network never sees the same one twice.
 *
 * An image is flipped, rotated, shifted, cropped, and gets noise, in this order. What happens to it depends on the seed, on the
 * epoch and on its place in the pass: not on the size of the batches, and not on which other changes are asked for.
 *
 * @param source batches, at once (`batches`) or after a while (`streamBatches`).
 * @param options see {@link AugmentOptions}.
 * @returns the same kind of iterable; only the images are new, in memory of their own.
 * @throws DataError `data/option`; while iterating, `augment/images` when the column holds other images than `image` says.
 * @example
 * const pass = batches(train, { size: 64, shuffle: 1, epoch });
 * for (const batch of augmentImages(pass, { column: "images", image: [28, 28], shift: 2, rotate: 10, seed: 1, epoch })) {
 *   step.run(batch);
 * }
 * @see Simard, Steinkraus & Platt, "Best practices for convolutional neural networks" (2003).
 */
export function augmentImages<B extends Readonly<Record<string, TensorValue>>>(
  source: Iterable<B>,
  options: AugmentOptions<keyof B & string>,
): Iterable<B>;
export function augmentImages<B extends Readonly<Record<string, TensorValue>>>(
  source: AsyncIterable<B>,
  options: AugmentOptions<keyof B & string>,
): AsyncIterable<B>;
export function augmentImages<B extends Readonly<Record<string, TensorValue>>>(
  source: Source<B>,
  options: AugmentOptions<keyof B & string>,
): Iterable<B> | AsyncIterable<B> {
  const { column, seed, epoch = 0 } = options;
  checkAugmentation(options);
  if (!Number.isSafeInteger(seed)) throw optionError("augmentImages, seed", "an integer", seed);
  if (!isWhole(epoch, 0, 2 ** 32 - 1))
    throw optionError("augmentImages, epoch", "an integer from 0 to 2^32 - 1", epoch);
  return transform(source, () => {
    let place = 0;
    return (batch: B) => {
      const images = imagesOf(batch, column, options);
      const changed = augment(images, options, () => generator(seed, epoch, place++));
      return { ...batch, [column]: changed };
    };
  });
}

function imagesOf(batch: Readonly<Record<string, TensorValue>>, column: string, { image }: Augmentation) {
  const [height, width, channels] = image;
  const value = batch[column];
  const pixels = height * width * (channels ?? 1);
  const fits = [[pixels], [height, width], ...(channels === undefined ? [] : [[height, width, channels]])];
  const rest = value?.shape.slice(1).join();
  if (value?.dtype === "f32" && fits.some((shape) => shape.join() === rest && product(shape) === pixels)) {
    return value as TensorValue<"f32">;
  }
  throw new DataError({
    code: "augment/images",
    expected: `"${column}": f32 ${fits.map((shape) => `[batch, ${shape.join(", ")}]`).join(" or ")}`,
    found: value === undefined ? "no such column" : `${value.dtype} [${value.shape.join(", ")}]`,
  });
}

function augment(images: TensorValue<"f32">, options: Augmentation, begin: () => RandomGenerator): TensorValue<"f32"> {
  const { image, crop, noise = 0 } = options;
  const [height, width, channels = 1] = image;
  const [rows, columns] = crop ?? [height, width];
  const count = images.shape[0]!;
  const length = rows * columns * channels;
  const data = new Float32Array(count * length);
  for (let i = 0; i < count; i++) {
    const random = begin();
    const view = drawView(options, () => uniformFloat64(random));
    const size = height * width * channels;
    const target = data.subarray(i * length, (i + 1) * length);
    resample(images.data.subarray(i * size, (i + 1) * size), target, view, options);
    if (noise > 0) for (let k = 0; k < length; k++) target[k]! += noise * normal(random);
  }
  const shape = images.shape.length === 2 ? [length] : [rows, columns, ...images.shape.slice(3)];
  return { dtype: "f32", shape: [count, ...shape], data };
}
