import type { default as Sharp } from "sharp";
import { DataError } from "../../../errors/dataError.js";
import { allocate } from "../../../internal/allocate.js";
import type { Decoded } from "./imageCache.js";
import type { ImageFile } from "./listImages.js";

/** Images decoded at the same time; the work is done on threads of the library. */
const atOnce = 32;

const channelsOf = { grey: 1, rgb: 3 } as const;

/**
 * Decodes images, one at least, with sharp. What is transparent is shown on black.
 *
 * @throws DataError `image/sharp`, `image/unreadable`, `image/size` or `data/too-large`.
 */
export async function decodeImages(
  files: readonly ImageFile[],
  colour: keyof typeof channelsOf,
  size: readonly [height: number, width: number] | undefined,
): Promise<Decoded> {
  const sharp = await loadSharp();
  const channels = channelsOf[colour];
  const first = files[0]!;
  const decode = (file: ImageFile) => decodeImage(sharp, file, colour, size);
  const { height, width } = await decode(first);
  const area = height * width * channels;
  const pixels = new Uint8Array(allocate(files.length * area, first.path));
  for (let start = 0; start < files.length; start += atOnce) {
    const some = files.slice(start, start + atOnce);
    const images = await Promise.all(some.map(decode));
    images.forEach((image, i) => {
      if (image.height !== height || image.width !== width) {
        throw new DataError({
          code: "image/size",
          file: some[i]!.path,
          expected: `${height} × ${width} pixels, as ${first.path} has`,
          found: `${image.height} × ${image.width} pixels`,
        });
      }
      pixels.set(image.data, (start + i) * area);
    });
  }
  return { pixels, shape: [height, width, channels] };
}

async function loadSharp(): Promise<typeof Sharp> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new DataError({ code: "image/sharp", expected: "the package sharp, to decode images", found, cause });
  }
}

async function decodeImage(
  sharp: typeof Sharp,
  { path }: ImageFile,
  colour: keyof typeof channelsOf,
  size: readonly [height: number, width: number] | undefined,
) {
  try {
    const flat = sharp(path).flatten({ background: "black" });
    const sized = size === undefined ? flat : flat.resize({ height: size[0], width: size[1], fit: "fill" });
    const coloured = colour === "grey" ? sized.toColourspace("b-w") : sized.toColourspace("srgb");
    const { data, info } = await coloured.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
    return { data, height: info.height, width: info.width };
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new DataError({ code: "image/unreadable", file: path, expected: "a PNG or JPEG image", found, cause });
  }
}
