import type { StoredArray } from "@adjoint/data";

const shades = " ░▒▓█";

/** Is it a list of small grey images, [count, height, width], perhaps with one channel? */
export const isImages = ({ shape, dtype }: StoredArray): boolean => {
  const [, height = 0, width = 0, channels = 1] = shape;
  return (
    dtype === "u8" &&
    shape.length >= 3 &&
    shape.length <= 4 &&
    channels === 1 &&
    height > 3 &&
    height <= 40 &&
    width > 3 &&
    width <= 40
  );
};

/** The first images side by side; a character stands for two pixels, one above the other. */
export function imageText({ shape, data }: StoredArray, count = 4): string {
  const [total, height, width] = shape as readonly [number, number, number];
  const pixel = (image: number, row: number, column: number): number =>
    row < height ? Number(data[(image * height + row) * width + column]) : 0;
  const images = Array.from({ length: Math.min(count, total) }, (_, i) => i);
  const line = (image: number, row: number): string =>
    Array.from({ length: width }, (_, column) => {
      const mean = (pixel(image, row, column) + pixel(image, row + 1, column)) / 2;
      return shades[Math.min(4, Math.floor(mean / 52))];
    }).join("");
  return Array.from({ length: Math.ceil(height / 2) }, (_, i) =>
    images
      .map((image) => line(image, 2 * i))
      .join("  ")
      .trimEnd(),
  ).join("\n");
}
