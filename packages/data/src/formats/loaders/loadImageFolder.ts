import { type Dataset, dataset, type PlainColumn, type ScaledColumn } from "../../dataset.js";
import { DataError } from "../../errors/dataError.js";
import { decodeImages } from "./internal/decodeImages.js";
import { type Decoded, readImageCache, writeImageCache } from "./internal/imageCache.js";
import { type ImageFile, listImages } from "./internal/listImages.js";

export interface ImageFolderOptions {
  /** `"grey"`: one number for each pixel; `"rgb"`: three. Default `"grey"`. */
  readonly colour?: "grey" | "rgb";
  /** Height and width in pixels to which every image is resized. Default: that of the first; others are then refused. */
  readonly size?: readonly [height: number, width: number];
  /** File that keeps what was decoded, or false for none. Default: a file of its own for each colour and size, in `folder`. */
  readonly cache?: string | false;
}

/** Images u8 [size, height · width · channels], row after row, that batches scale to [0, 1]; the class of each, i32 [size]. */
export type ImageFolder = Dataset<{ readonly images: ScaledColumn<"u8">; readonly labels: PlainColumn<"i32"> }> & {
  /** Height, width and channels of each image. */
  readonly imageShape: readonly [height: number, width: number, channels: number];
};

/**
 * Loads images that lie in folders by split and label: `<folder>/<split>/<label>/*.png` (or `.jpg`, `.jpeg`). The folders of
 * the labels are the classes, sorted, as numbers if all of them are numbers.
 *
 * Images are decoded once and kept in a cache file, which is made again when a file was added, removed or changed. A folder
 * that cannot be written to is read without. Decoding needs the package `sharp`; a cache is read without it.
 *
 * @returns a data set for each split, by its name; labels of all splits count the same classes.
 * @throws DataError `image/folder` where there are no such folders, `image/sharp` where the package is missing,
 * `image/unreadable` for a file that is no image, `image/size` for images of different sizes when no `size` is given.
 * @example
 * const { train, test } = await loadImageFolder("fashion_mnist_images");
 * train.columns.images.shape; // [60000, 784]
 */
export async function loadImageFolder(
  folder: string,
  options: ImageFolderOptions = {},
): Promise<Readonly<Record<string, ImageFolder>>> {
  const { colour = "grey", size, cache } = options;
  const files = await listImages(folder);
  if (files.length === 0) {
    const expected = "<split>/<label>/*.png, .jpg or .jpeg";
    throw new DataError({ code: "image/folder", file: folder, expected, found: "no image in such a place" });
  }
  const name = `.adjoint-images-${colour}${size === undefined ? "" : `-${size.join("x")}`}.safetensors`;
  const cacheFile = cache === false ? undefined : (cache ?? `${folder}/${name}`);
  const request = JSON.stringify({ colour, size: size ?? null });
  const kept = cacheFile === undefined ? undefined : await readImageCache(cacheFile, request, files);
  const decoded = kept ?? (await decodeImages(files, colour, size));
  if (kept === undefined && cacheFile !== undefined) await writeImageCache(cacheFile, request, files, decoded);
  return splitsOf(files, decoded);
}

function splitsOf(files: readonly ImageFile[], { pixels, shape }: Decoded) {
  const classes = sortedLabels([...new Set(files.map(({ label }) => label))]);
  const places = new Map(classes.map((label, i) => [label, i]));
  const width = shape[0] * shape[1] * shape[2];
  const splits: Record<string, ImageFolder> = {};
  for (let start = 0; start < files.length; ) {
    const { split } = files[start]!;
    const next = files.findIndex((file, i) => i > start && file.split !== split);
    const end = next === -1 ? files.length : next;
    const labels = Int32Array.from(files.slice(start, end), ({ label }) => places.get(label)!);
    const images: ScaledColumn<"u8"> = {
      dtype: "u8",
      shape: [end - start, width],
      data: pixels.subarray(start * width, end * width),
      scaling: { factor: 1 / 255, offset: 0 },
    };
    const set = dataset({ images, labels: { dtype: "i32", shape: [end - start], data: labels } }, { classes });
    splits[split] = { ...set, imageShape: shape } as ImageFolder;
    start = end;
  }
  return splits;
}

const sortedLabels = (labels: readonly string[]): readonly string[] =>
  labels.every((label) => /^\d+$/.test(label)) ? labels.toSorted((a, b) => Number(a) - Number(b)) : labels.toSorted();
