import type { Augmentation } from "../augmentImages.js";

/** From where in an image each pixel of the changed one is taken. */
export interface View {
  readonly mirrored: boolean;
  readonly upsideDown: boolean;
  /** Radians, counter-clockwise. */
  readonly angle: number;
  /** Whole pixels by which the image moves down and right, and by which the part that is cut out lies within it. */
  readonly down: number;
  readonly right: number;
  readonly top: number;
  readonly left: number;
}

/**
 * Draws what happens to one image. It always draws as many numbers, so that one change does not depend on the others.
 *
 * @param draw uniform in [0, 1).
 */
export function drawView({ image, shift = 0, flip, rotate = 0, crop }: Augmentation, draw: () => number): View {
  const [height, width] = image;
  const [rows, columns] = crop ?? [height, width];
  const drawn = Array.from({ length: 7 }, draw) as [number, number, number, number, number, number, number];
  const [mirror, turn, angle, down, right, top, left] = drawn;
  return {
    mirrored: (flip === "horizontal" || flip === "both") && mirror < 0.5,
    upsideDown: (flip === "vertical" || flip === "both") && turn < 0.5,
    angle: ((2 * angle - 1) * rotate * Math.PI) / 180,
    down: Math.floor(down * (2 * shift + 1)) - shift,
    right: Math.floor(right * (2 * shift + 1)) - shift,
    top: Math.floor(top * (height - rows + 1)),
    left: Math.floor(left * (width - columns + 1)),
  };
}
