import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeIdx } from "@adjoint/data";

const side = 28;

/** Noise that is the same in every run: 0 … 49. */
function* noise(): Generator<number, never> {
  for (let state = 12345; ; state = (state * 1103515245 + 12345) % 2 ** 31) yield state % 50;
}

/** An image of class c has a bright stripe, three rows high, that begins at row 2c. */
function images(count: number): Uint8Array {
  const random = noise();
  const data = Uint8Array.from({ length: count * side * side }, (_, i) => {
    const row = Math.floor(i / side) % side;
    const stripe = row - 2 * (Math.floor(i / (side * side)) % 10);
    return random.next().value + (stripe >= 0 && stripe < 3 ? 150 : 0);
  });
  return writeIdx({ dtype: "u8", shape: [count, side, side], data });
}

const labels = (count: number): Uint8Array =>
  writeIdx({ dtype: "u8", shape: [count], data: Uint8Array.from({ length: count }, (_, i) => i % 10) });

/** Publishes a data set in the files of MNIST that a small network learns within seconds. */
export async function publishTinyData(folder: string, sizes = { train: 240, test: 60 }): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "train-images-idx3-ubyte"), images(sizes.train));
  await writeFile(join(folder, "train-labels-idx1-ubyte"), labels(sizes.train));
  await writeFile(join(folder, "t10k-images-idx3-ubyte"), images(sizes.test));
  await writeFile(join(folder, "t10k-labels-idx1-ubyte"), labels(sizes.test));
}
