import type { Augmentation } from "../augmentImages.js";
import type { View } from "./drawView.js";

/**
 * Writes an image as a view shows it: pixel by pixel, the way is gone backwards from the changed image to the given one.
 *
 * @param source height × width × channels numbers.
 * @param target as many as the part that is cut out.
 */
export function resample(source: Float32Array, target: Float32Array, view: View, options: Augmentation): void {
  const { image, crop, fill = 0 } = options;
  const [height, width, channels = 1] = image;
  const [rows, columns] = crop ?? [height, width];
  const { mirrored, upsideDown, angle } = view;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middle, centre] = [(height - 1) / 2, (width - 1) / 2];

  const pixel = (y: number, x: number, channel: number): number => {
    if (y < 0 || y >= height || x < 0 || x >= width) return fill;
    const row = upsideDown ? height - 1 - y : y;
    const column = mirrored ? width - 1 - x : x;
    return source[(row * width + column) * channels + channel]!;
  };

  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const y = i + view.top - view.down;
      const x = j + view.left - view.right;
      const at = (i * columns + j) * channels;
      if (angle === 0) {
        for (let channel = 0; channel < channels; channel++) target[at + channel] = pixel(y, x, channel);
        continue;
      }
      // y points down, so this turns the image counter-clockwise as one looks at it.
      const turnedY = middle + cos * (y - middle) + sin * (x - centre);
      const turnedX = centre - sin * (y - middle) + cos * (x - centre);
      const [above, before] = [Math.floor(turnedY), Math.floor(turnedX)];
      const [v, u] = [turnedY - above, turnedX - before];
      for (let channel = 0; channel < channels; channel++) {
        const upper = (1 - u) * pixel(above, before, channel) + u * pixel(above, before + 1, channel);
        const lower = (1 - u) * pixel(above + 1, before, channel) + u * pixel(above + 1, before + 1, channel);
        target[at + channel] = (1 - v) * upper + v * lower;
      }
    }
  }
}
