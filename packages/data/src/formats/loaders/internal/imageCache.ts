import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { readSafetensors } from "../../readSafetensors.js";
import { writeSafetensors } from "../../writeSafetensors.js";
import type { ImageFile } from "./listImages.js";

/** Images of one size, one after the other. */
export interface Decoded {
  readonly pixels: Uint8Array;
  /** Height, width and channels of each. */
  readonly shape: readonly [height: number, width: number, channels: number];
}

/** What was decoded before, if it was from the same files in the same way. */
export async function readImageCache(
  cache: string,
  request: string,
  files: readonly ImageFile[],
): Promise<Decoded | undefined> {
  try {
    const { tensors, metadata } = readSafetensors(await readFile(cache), { file: cache });
    const images = tensors.get("images");
    if (metadata.fingerprint !== fingerprint(request, files) || images?.dtype !== "u8") return undefined;
    const [count, height = 0, width = 0, channels = 0] = images.shape;
    return count === files.length ? { pixels: images.data as Uint8Array, shape: [height, width, channels] } : undefined;
  } catch {
    // Missing or damaged: it is made again.
    return undefined;
  }
}

/** Keeps what was decoded, where the place can be written to. The file appears as a whole or not at all. */
export async function writeImageCache(
  cache: string,
  request: string,
  files: readonly ImageFile[],
  { pixels, shape }: Decoded,
): Promise<void> {
  const images = { dtype: "u8", shape: [files.length, ...shape], data: pixels } as const;
  const bytes = writeSafetensors(new Map([["images", images]]), { fingerprint: fingerprint(request, files) });
  const unfinished = `${cache}.${process.pid}.tmp`;
  await writeFile(unfinished, bytes)
    .then(() => rename(unfinished, cache))
    .catch(() => {});
}

function fingerprint(request: string, files: readonly ImageFile[]): string {
  const hash = createHash("sha256").update(request);
  for (const { split, label, path, size, changed } of files)
    hash.update(JSON.stringify([split, label, path, size, changed]));
  return hash.digest("hex");
}
