import { type Column, type Columns, type Dataset, dataset } from "../../dataset.js";
import { readBytes } from "../../internal/readBytes.js";
import { readNpz } from "../readNpz.js";
import { tensorOf } from "../tensorOf.js";

/**
 * Loads a data set from an NPZ file of NumPy.
 *
 * @param file path of the file.
 * @param columns for each column, the array that holds it; examples lie along its first dimension. Integers of 64 bits, which
 * NumPy uses for labels, become i32.
 * @throws DataError `data/columns` where sizes differ; `data/unreadable`; as `readNpz` and `tensorOf`.
 * @example
 * const train = await loadNpzDataset("mnist.npz", { images: "x_train", labels: "y_train" });
 */
export async function loadNpzDataset<Names extends string>(
  file: string,
  columns: Readonly<Record<Names, string>>,
): Promise<Dataset<Readonly<Record<Names, Column>>>> {
  const names = Object.entries<string>(columns);
  const arrays = readNpz(await readBytes(file), { file, only: names.map(([, array]) => array) });
  const entries = names.map(([name, array]) => [name, tensorOf(arrays.get(array)!, { name: array })]);
  return dataset<Columns>(Object.fromEntries(entries)) as Dataset as Dataset<Readonly<Record<Names, Column>>>;
}
