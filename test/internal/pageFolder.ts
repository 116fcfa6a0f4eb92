import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type StoredArray, writeNpz } from "@adjoint/data";
import { createWorkshop, type Workshop } from "../../packages/cli/src/testing/workshop.js";

/** An image of one pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** A folder with the files that the pages' examples and specs read; `data/` in it has a tiny MNIST. */
export async function pageFolder(): Promise<Workshop> {
  const shop = await createWorkshop();
  for (const label of ["0", "1", "2"]) {
    const folder = join("fashion_mnist_images", "train", label);
    await mkdir(join(shop.folder, folder), { recursive: true });
    await shop.write(join(folder, "0000.png"), png);
  }
  const images = { dtype: "u8", shape: [4, 28, 28], data: new Uint8Array(4 * 784) } as const;
  const labels = { dtype: "u8", shape: [4], data: Uint8Array.of(5, 0, 4, 1) } as const;
  await shop.write(
    "mnist.npz",
    writeNpz(
      new Map<string, StoredArray>([
        ["x_train", images],
        ["y_train", labels],
      ]),
    ),
  );
  const houses = Array.from({ length: 60 }, (_, i) => `${50 + i},${1 + (i % 5)},${100 + 3 * i}\n`);
  await shop.write("houses.csv", `area,rooms,price\n${houses.join("")}`);
  return shop;
}
