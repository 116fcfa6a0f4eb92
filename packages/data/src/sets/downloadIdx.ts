import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DataError } from "../errors/dataError.js";
import { optionError } from "../errors/optionError.js";
import { attemptWrite } from "../internal/attemptWrite.js";
import type { DownloadOptions } from "./downloadOptions.js";
import { fetchBytes } from "./internal/fetchBytes.js";
import { allIdxFiles, type IdxFile } from "./internal/idxFiles.js";
import { sha256 } from "./internal/sha256.js";

/** Where a data set is published. */
export interface Download {
  readonly name: string;
  /** Addresses of folders that hold the four files, compressed; each ends in a slash. */
  readonly hosts: readonly string[];
  /** SHA-256 of each file, uncompressed. */
  readonly checksums: Readonly<Record<IdxFile, string>>;
  /** How else to get the data set. */
  readonly remedy: string;
}

/**
 * Downloads the four files of a data set that are not there yet, and keeps none that is not the published one.
 *
 * @returns the folder.
 * @throws DataError `download/failed` when no host has a file, `data/unwritable`, `data/option`; the reason of `signal`.
 */
export async function downloadIdx(download: Download, options: DownloadOptions): Promise<string> {
  const { folder, patience = 30, signal } = options;
  if (!(patience > 0 && patience < 2 ** 31 / 1000))
    throw optionError("download, patience", "seconds above 0", patience);
  await attemptWrite(folder, () => mkdir(folder, { recursive: true }));
  for (const file of allIdxFiles) {
    signal?.throwIfAborted();
    if (await isThere(folder, file, download.checksums[file])) continue;
    const bytes = await fetchFile(download, file, { ...options, patience });
    const target = join(folder, isGzip(bytes) ? `${file}.gz` : file);
    await attemptWrite(target, async () => {
      await writeFile(`${target}.part`, bytes);
      await rename(`${target}.part`, target);
    });
  }
  return folder;
}

async function isThere(folder: string, file: IdxFile, checksum: string): Promise<boolean> {
  for (const name of [file, `${file}.gz`]) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes !== undefined) return difference(bytes, checksum) === undefined;
  }
  return false;
}

async function fetchFile(
  { name, hosts, checksums, remedy }: Download,
  file: IdxFile,
  { folder, from, patience, signal, onProgress }: DownloadOptions & { readonly patience: number },
): Promise<Uint8Array> {
  const failures: string[] = [];
  for (const host of from === undefined ? hosts : [from.endsWith("/") ? from : `${from}/`]) {
    const address = `${host}${file}.gz`;
    try {
      const bytes = await fetchBytes(address, { limit: largest, patience, signal }, (received, total) =>
        onProgress?.({ file, received, ...(total === undefined ? {} : { total }) }),
      );
      const wrong = difference(bytes, checksums[file]);
      if (wrong === undefined) return bytes;
      failures.push(`${address}: ${wrong}`);
    } catch (error) {
      signal?.throwIfAborted();
      failures.push(`${address}: ${reasonOf(error)}`);
    }
  }
  throw new DataError({
    code: "download/failed",
    expected: `${name}: ${file}.gz, with its published contents`,
    found: ["nothing that will do at any of these addresses:", ...failures].join("\n"),
    remedy: `Check that this machine has a network. Without one, get the four files elsewhere and put them into ${folder}. ${remedy}`,
  });
}

/** More than the largest of the files has uncompressed. */
const largest = 64 << 20;

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What is wrong with a file, or `undefined`. Servers differ in whether they send it compressed. */
function difference(bytes: Uint8Array, checksum: string): string | undefined {
  try {
    const content = isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: largest }) : bytes;
    const found = sha256(content);
    return found === checksum ? undefined : `other contents, with SHA-256 ${found} instead of ${checksum}`;
  } catch (error) {
    return `a damaged file: ${reasonOf(error)}`;
  }
}

/** `fetch` says only that it failed; why is underneath. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name;
}
