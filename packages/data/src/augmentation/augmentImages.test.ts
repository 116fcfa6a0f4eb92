import type { TensorValue } from "@adjoint/core";
import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { dataset } from "../dataset.js";
import { refusal } from "../formats/tensors.properties.js";
import { batches } from "../pipeline/batches.js";
import { type Augmentation, augmentImages } from "./augmentImages.js";
import { resample } from "./internal/resample.js";

const still = { mirrored: false, upsideDown: false, angle: 0, down: 0, right: 0, top: 0, left: 0 };

/** One image through one view. */
function seen(view: Partial<typeof still>, options: Augmentation, ...pixels: readonly number[]): readonly number[] {
  const [rows, columns] = options.crop ?? options.image;
  const target = new Float32Array(rows * columns * (options.image[2] ?? 1));
  resample(Float32Array.from(pixels), target, { ...still, ...view }, options);
  return [...target];
}

const small: Augmentation = { image: [2, 3] };
const digits = [1, 2, 3, 4, 5, 6] as const;

describe("an image", () => {
  test("is mirrored, turned upside down, shifted and cropped pixel for pixel", () => {
    expect(seen({}, small, ...digits)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seen({ mirrored: true }, small, ...digits)).toEqual([3, 2, 1, 6, 5, 4]);
    expect(seen({ upsideDown: true }, small, ...digits)).toEqual([4, 5, 6, 1, 2, 3]);
    expect(seen({ right: 1 }, small, ...digits)).toEqual([0, 1, 2, 0, 4, 5]);
    expect(seen({ down: -1, right: -2 }, { ...small, fill: 9 }, ...digits)).toEqual([6, 9, 9, 9, 9, 9]);
    expect(seen({ top: 1, left: 1 }, { ...small, crop: [1, 2] }, ...digits)).toEqual([5, 6]);
  });

  test("is turned counter-clockwise by a right angle exactly, about its centre", () => {
    const square: Augmentation = { image: [3, 3] };
    const turned = seen({ angle: Math.PI / 2 }, square, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    [3, 6, 9, 2, 5, 8, 1, 4, 7].forEach((value, i) => {
      expect(turned[i]).toBeCloseTo(value, 5);
    });
  });

  test("is interpolated between pixels: a plane stays a plane", () => {
    const image: Augmentation = { image: [9, 9] };
    const plane = Array.from({ length: 81 }, (_, i) => 2 * Math.floor(i / 9) + 3 * (i % 9));
    const angle = 0.3;
    const turned = seen({ angle }, image, ...plane);
    // Around the centre (4, 4), where nothing comes in from outside.
    for (const [y, x] of [
      [4, 4],
      [3, 5],
      [5, 2],
    ] as const) {
      const row = 4 + Math.cos(angle) * (y - 4) + Math.sin(angle) * (x - 4);
      const column = 4 - Math.sin(angle) * (y - 4) + Math.cos(angle) * (x - 4);
      expect(turned[9 * y + x]).toBeCloseTo(2 * row + 3 * column, 4);
    }
  });

  test("keeps the channels of a pixel together", () => {
    const colour: Augmentation = { image: [1, 2, 3] };
    expect(seen({ mirrored: true }, colour, 1, 2, 3, 4, 5, 6)).toEqual([4, 5, 6, 1, 2, 3]);
  });
});

const photos = (count: number) =>
  dataset({
    images: {
      dtype: "f32",
      shape: [count, 6, 5],
      data: Float32Array.from({ length: 30 * count }, (_, i) => (i % 30) + 1),
    },
    labels: { dtype: "i32", shape: [count], data: Int32Array.from({ length: count }, (_, i) => i) },
  });
const options = { column: "images", image: [6, 5], seed: 1 } as const;
const everything = { shift: 2, flip: "both", rotate: 30, crop: [4, 4], noise: 0.1 } as const;

const imagesOf = (passes: Iterable<{ readonly images: TensorValue<"f32"> }>) =>
  [...passes].flatMap(({ images }) =>
    Array.from({ length: images.shape[0]! }, (_, i) => {
      const width = images.data.length / images.shape[0]!;
      return images.data.slice(i * width, (i + 1) * width);
    }),
  );

describe("augmentImages", () => {
  test("depends on seed, epoch and place, not on the size of the batches", () => {
    const drawn = (size: number, more: { seed?: number; epoch?: number } = {}) =>
      imagesOf(augmentImages(batches(photos(10), { size }), { ...options, ...everything, ...more }));
    expect(drawn(3)).toStrictEqual(drawn(7));
    expect(drawn(3, { seed: 2 })).not.toEqual(drawn(3));
    expect(drawn(3, { epoch: 1 })).not.toEqual(drawn(3));
    expect(new Set(drawn(10).map((image) => image.join())).size).toBe(10);
  });

  test("one change does not depend on whether others are asked for", () => {
    const place = (more: object) =>
      imagesOf(augmentImages(batches(photos(20), { size: 20 }), { ...options, ...more })).map((image) => image[0]);
    // The first pixel tells where a part was cut out, and noise far below the steps of the pixels does not hide it.
    const cut = place({ crop: [4, 4] });
    expect(place({ crop: [4, 4], noise: 1e-4 }).map((pixel) => Math.round(pixel!))).toEqual(cut);
    expect(new Set(cut).size).toBeGreaterThan(3);
  });

  test("of nothing leaves the images as they are, in memory of their own", () => {
    const points = photos(3);
    const [batch] = augmentImages(batches(points, { size: 3 }), options);
    expect(batch).toStrictEqual([...batches(points, { size: 3 })][0]);
    expectTypeOf(batch!.labels).toEqualTypeOf<TensorValue<"i32">>();
  });

  test("shifts reach every distance up to the greatest, and no further", () => {
    const shifted = imagesOf(augmentImages(batches(photos(300), { size: 50 }), { ...options, shift: 2 }));
    const places = shifted.map((image) => {
      // Pixel 13 is in the middle, row 2 and column 2, so it stays in sight.
      const at = image.indexOf(13);
      return `${Math.floor(at / 5) - 2},${(at % 5) - 2}`;
    });
    expect(new Set(places)).toEqual(
      new Set([-2, -1, 0, 1, 2].flatMap((y) => [-2, -1, 0, 1, 2].map((x) => `${y},${x}`))),
    );
  });

  test("half of the images are mirrored", () => {
    const drawn = imagesOf(augmentImages(batches(photos(400), { size: 50 }), { ...options, flip: "horizontal" }));
    const mirrored = drawn.filter((image) => image[0] === 5).length;
    expect(drawn.filter((image) => image[0] === 1).length + mirrored).toBe(400);
    // 200 ± 10.
    expect(Math.abs(mirrored - 200)).toBeLessThan(40);
  });

  test("angles are spread over both directions", () => {
    const image: Augmentation = { image: [21, 21], rotate: 40 };
    // A bright pixel at the right of the centre: where it goes tells the angle.
    const data = new Float32Array(200 * 441);
    for (let i = 0; i < 200; i++) data[441 * i + 10 * 21 + 18] = 1;
    const bright = dataset({ images: { dtype: "f32", shape: [200, 441], data } });
    const angles = imagesOf(augmentImages(batches(bright, { size: 200 }), { ...image, column: "images", seed: 3 })).map(
      (pixels) => {
        let [y, x, sum] = [0, 0, 0];
        pixels.forEach((value, i) => {
          y += value * (10 - Math.floor(i / 21));
          x += value * ((i % 21) - 10);
          sum += value;
        });
        return (Math.atan2(y / sum, x / sum) * 180) / Math.PI;
      },
    );
    // The pixel is found again to about a fifteenth of its distance.
    expect(Math.max(...angles.map(Math.abs))).toBeLessThan(44);
    expect(Math.max(...angles)).toBeGreaterThan(33);
    expect(Math.min(...angles)).toBeLessThan(-33);
  });

  test("noise is Gaussian and of the asked size", () => {
    const drawn = imagesOf(augmentImages(batches(photos(100), { size: 100 }), { ...options, noise: 0.5 }));
    const noise = drawn.flatMap((image) => Array.from(image, (value, i) => (value - i - 1) / 0.5));
    const variance = noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length;
    // Four standard errors.
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / noise.length));
  });

  test("keeps the form of the images: flat, by rows, with channels", async () => {
    const shapes = [[24], [2, 4], [2, 4, 3]] as const;
    const cropped = [[6], [1, 2], [1, 2, 3]] as const;
    for (const [i, shape] of shapes.entries()) {
      const image = i === 1 ? ([2, 4] as const) : ([2, 4, 3] as const);
      const value: TensorValue<"f32"> = {
        dtype: "f32",
        shape: [1, ...shape],
        data: new Float32Array(i === 1 ? 8 : 24),
      };
      const settings = { column: "x", image, crop: [1, 2], seed: 1 } as const;
      expect([...augmentImages([{ x: value }], settings)][0]!.x.shape).toEqual([1, ...cropped[i]!]);
    }
  });

  test("takes sources that come after a while", async () => {
    async function* later() {
      yield* batches(photos(4), { size: 2 });
    }
    const drawn: TensorValue<"f32">[] = [];
    for await (const { images } of augmentImages(later(), { ...options, ...everything })) drawn.push(images);
    const now = [...augmentImages(batches(photos(4), { size: 2 }), { ...options, ...everything })];
    expect(drawn).toStrictEqual(now.map(({ images }) => images));
  });

  test("no pixel is beyond those of the image and the fill", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 180 }), fc.nat(4), (seed, rotate, shift) => {
        const settings = { ...options, seed, rotate, shift, fill: 15 };
        for (const image of imagesOf(augmentImages(batches(photos(2), { size: 2 }), settings))) {
          // Interpolation in f32 rounds a last digit.
          expect(Math.min(...image)).toBeGreaterThanOrEqual(1 - 1e-5);
          expect(Math.max(...image)).toBeLessThanOrEqual(30 + 1e-5);
        }
      }),
      { numRuns: 40 },
    );
  });
});

test("what makes no sense is refused before the first batch", () => {
  const wrong = [
    { image: [0, 5] as const },
    { shift: -1 },
    { shift: 0.5 },
    { flip: "diagonal" as "both" },
    { rotate: 181 },
    { crop: [7, 5] as const },
    { crop: [0, 5] as const },
    { noise: -1 },
    { fill: Number.NaN },
    { seed: 0.5 },
    { epoch: -1 },
  ];
  for (const change of wrong) {
    expect(refusal(() => augmentImages(batches(photos(1), { size: 1 }), { ...options, ...change })).code).toBe(
      "data/option",
    );
  }
});

test("other columns than images of that size are refused", () => {
  const first = (more: object) => () => [...augmentImages(batches(photos(1), { size: 1 }), { ...options, ...more })];
  for (const more of [{ column: "labels" }, { column: "pixels" }, { image: [5, 6] }, { image: [6, 5, 3] }]) {
    expect(refusal(first(more)).code).toBe("augment/images");
  }
});
