import { optionError } from "../../errors/optionError.js";
import { isWhole } from "../../internal/isWhole.js";
import type { Augmentation } from "../augmentImages.js";

/** @throws DataError `data/option` */
export function checkAugmentation(options: Augmentation): void {
  const { image, shift = 0, flip, rotate = 0, crop, noise = 0, fill = 0 } = options;
  const [height, width, channels = 1] = image;
  const refuse = (option: string, expected: string, found: unknown) =>
    optionError(`augmentImages, ${option}`, expected, found);
  if (![height, width, channels].every((size) => isWhole(size, 1))) {
    throw refuse("image", "height, width and channels, whole numbers from 1", `[${image.join(", ")}]`);
  }
  if (!isWhole(shift, 0)) throw refuse("shift", "a whole number of pixels, 0 or more", shift);
  if (flip !== undefined && !["horizontal", "vertical", "both"].includes(flip)) {
    throw refuse("flip", '"horizontal", "vertical" or "both"', flip);
  }
  if (!(rotate >= 0 && rotate <= 180)) throw refuse("rotate", "degrees from 0 to 180", rotate);
  if (crop !== undefined && !(isWhole(crop[0], 1, height) && isWhole(crop[1], 1, width))) {
    throw refuse("crop", `height and width up to [${height}, ${width}]`, `[${crop.join(", ")}]`);
  }
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY))
    throw refuse("noise", "a standard deviation, 0 or more", noise);
  if (!Number.isFinite(fill)) throw refuse("fill", "a finite number", fill);
}
