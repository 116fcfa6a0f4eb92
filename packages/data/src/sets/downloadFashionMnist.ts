import { downloadIdx } from "./downloadIdx.js";
import type { DownloadOptions } from "./downloadOptions.js";
import { fashionMnistChecksums } from "./internal/fashionMnistChecksums.js";

/**
 * Downloads Fashion-MNIST, 30 MB in four files, for `loadFashionMnist({ dataDir })`. Files that are there are not downloaded
 * again, and none is kept whose SHA-256 is not that of the published one.
 *
 * @param options see {@link DownloadOptions}.
 * @returns the folder.
 * @throws DataError `download/failed` where there is no network or no server has a file, `data/unwritable`, `data/option`.
 * @example
 * const folder = await downloadFashionMnist({ folder: "data/fashion-mnist" });
 * const { train } = await loadFashionMnist({ dataDir: folder });
 */
export const downloadFashionMnist = (options: DownloadOptions): Promise<string> => downloadIdx(fashionMnist, options);

const fashionMnist = {
  name: "fashion-mnist",
  hosts: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
  checksums: fashionMnistChecksums,
  remedy: "The Debian package dataset-fashion-mnist holds them too; loadFashionMnist finds it without being told.",
};
