import { type ImageSets, loadIdxFolder, type Publication } from "./idxFolder.js";
import { placesOf } from "./internal/places.js";

/**
 * Fashion-MNIST: 60,000 images of clothes to train on and 10,000 to test on, in the format of MNIST.
 *
 * With `dataDir`, it is looked for there and nowhere else. Without, in the folder that the environment variable
 * `ADJOINT_DATA` names, then where the Debian package `dataset-fashion-mnist` puts it. Of a folder that is named, the
 * subfolder `fashion-mnist/` goes first, then the folder itself unless it is known to hold MNIST (the two share their
 * file names; the labels tell which is which). The four files may be compressed (`.gz`).
 *
 * @param options.dataDir folder with the four files, or with a subfolder `fashion-mnist/` that has them.
 * @returns `train` and `test`, each with `images`, u8 [n, 784] that batches scale to [0, 1], and `labels`, i32 [n] in 0 … 9.
 * @throws DataError `data/not-found`, `data/contents`, `data/unreadable`, or an error of `readIdx`.
 * @example
 * const { train } = await loadFashionMnist({ dataDir: "data/fashion" });
 * train.classes?.[9]; // "Ankle boot"
 * @see Xiao, Rasul & Vollgraf, "Fashion-MNIST" (2017), table 2 for the classes.
 */
export const loadFashionMnist = ({ dataDir }: { readonly dataDir?: string } = {}): Promise<ImageSets> =>
  loadIdxFolder(fashionMnist, placesOf(dataDir, fashionMnist.name, [{ folder: debianFolder }]));

/** Where Debian's `dataset-fashion-mnist` installs the four files. */
const debianFolder = "/usr/share/datasets/fashion-mnist";

const fashionMnist: Publication = {
  name: "fashion-mnist",
  classes: ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
  remedy:
    "Install the Debian package dataset-fashion-mnist, or pass the folder with the four original files as dataDir (--data-dir on the command line).",
};
