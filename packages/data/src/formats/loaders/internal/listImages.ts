import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "../../../errors/dataError.js";

/** An image in a folder by split and label. */
export interface ImageFile {
  readonly split: string;
  readonly label: string;
  readonly path: string;
  /** Bytes, and the time of the last change in milliseconds: by these a changed file is told. */
  readonly size: number;
  readonly changed: number;
}

/**
 * The images below a folder, sorted by split, label and name.
 *
 * @throws DataError `image/folder` where there is no such folder.
 */
export async function listImages(folder: string): Promise<readonly ImageFile[]> {
  const files: ImageFile[] = [];
  for (const split of await foldersIn(folder)) {
    for (const label of await foldersIn(join(folder, split))) {
      const names = (await readdir(join(folder, split, label))).filter((name) => /\.(png|jpe?g)$/i.test(name));
      const paths = names.toSorted().map((name) => join(folder, split, label, name));
      const stats = await Promise.all(paths.map((path) => stat(path)));
      stats.forEach(({ size, mtimeMs }, i) => {
        files.push({ split, label, path: paths[i]!, size, changed: mtimeMs });
      });
    }
  }
  return files;
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new DataError({ code: "image/folder", file: folder, expected: "a folder that can be read", found, cause });
  }
}
