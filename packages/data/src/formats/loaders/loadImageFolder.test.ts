import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { rejection } from "../tensors.properties.js";
import { loadImageFolder } from "./loadImageFolder.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjoint-"));
});
afterEach(async () => {
  vi.doUnmock("sharp");
  await rm(folder, { recursive: true });
});

const portable = ({ message }: Error) => message.replaceAll(folder, "/images");

/** An image of 2 × 3 pixels, or of another size. */
async function draw(
  place: string,
  pixels: readonly number[],
  { width = 3, channels = 1 as 1 | 3 | 4, jpeg = false } = {},
) {
  await mkdir(join(folder, place, ".."), { recursive: true });
  const height = pixels.length / width / channels;
  const image = sharp(Uint8Array.from(pixels), { raw: { width, height, channels } });
  await (jpeg ? image.jpeg({ quality: 100 }) : image.png()).toFile(join(folder, place));
}

describe("loadImageFolder", () => {
  test("splits, labels sorted as numbers, pixels row after row", async () => {
    await draw("train/10/a.png", [0, 50, 100, 150, 200, 255]);
    await draw("train/2/b.png", [1, 2, 3, 4, 5, 6]);
    await draw("test/2/c.png", [9, 9, 9, 9, 9, 9]);
    await writeFile(join(folder, "train", "notes.txt"), "no image");
    const { train, test } = await loadImageFolder(folder);
    expect(train).toStrictEqual({
      size: 2,
      columns: {
        images: {
          dtype: "u8",
          shape: [2, 6],
          data: Uint8Array.of(0, 50, 100, 150, 200, 255, 1, 2, 3, 4, 5, 6),
          scaling: { factor: 1 / 255, offset: 0 },
        },
        labels: { dtype: "i32", shape: [2], data: Int32Array.of(1, 0) },
      },
      classes: ["2", "10"],
      imageShape: [2, 3, 1],
    });
    expect(test).toMatchObject({ size: 1, classes: ["2", "10"] });
  });

  test("labels that are words are sorted as words; JPEG is read too", async () => {
    await draw("train/dog/a.jpg", [100, 100, 100, 100, 100, 100], { jpeg: true });
    await draw("train/cat/b.PNG", [7, 7, 7, 7, 7, 7]);
    const { train } = await loadImageFolder(folder, { cache: false });
    expect(train!.classes).toEqual(["cat", "dog"]);
    expect([...train!.columns.images.data]).toEqual([7, 7, 7, 7, 7, 7, 100, 100, 100, 100, 100, 100]);
  });

  test("colour, channels last; grey from colour; transparent on black", async () => {
    await draw("train/0/a.png", [255, 0, 0, 0, 255, 0], { width: 2, channels: 3 });
    await draw("train/0/b.png", [10, 20, 30, 255, 10, 20, 30, 0], { width: 2, channels: 4 });
    const { train } = await loadImageFolder(folder, { colour: "rgb", cache: false });
    expect(train!.imageShape).toEqual([1, 2, 3]);
    expect([...train!.columns.images.data]).toEqual([255, 0, 0, 0, 255, 0, 10, 20, 30, 0, 0, 0]);
    const grey = await loadImageFolder(folder, { cache: false });
    expect(grey.train!.columns.images.shape).toEqual([2, 2]);
  });

  test("a size for all", async () => {
    await draw("train/0/a.png", [8, 8, 8, 8, 8, 8]);
    await draw("train/0/b.png", [5, 5, 5, 5], { width: 2 });
    const { train } = await loadImageFolder(folder, { size: [4, 5], cache: false });
    expect(train!.imageShape).toEqual([4, 5, 1]);
    expect(new Set(train!.columns.images.data.subarray(0, 20))).toEqual(new Set([8]));
    expect(portable(await rejection(loadImageFolder(folder, { cache: false })))).toMatchInlineSnapshot(`
      "/images/train/0/b.png: the images differ in size [image/size]
        expected: 2 × 3 pixels, as /images/train/0/a.png has
        found:    2 × 2 pixels
        Pass the size that all of them shall have: size: [height, width]."
    `);
  });
});

describe("the cache", () => {
  test("is read instead of the images, until one of them changes", async () => {
    await draw("train/0/a.png", [1, 2, 3, 4, 5, 6]);
    const first = await loadImageFolder(folder);
    expect(await readdir(folder)).toContain(".adjoint-images-grey.safetensors");
    vi.doMock("sharp", () => {
      throw new Error("not installed");
    });
    expect(await loadImageFolder(folder)).toStrictEqual(first);
    await utimes(join(folder, "train/0/a.png"), 1, 1);
    expect((await rejection(loadImageFolder(folder))).code).toBe("image/sharp");
    vi.doUnmock("sharp");
    await draw("train/0/b.png", [7, 7, 7, 7, 7, 7]);
    expect((await loadImageFolder(folder)).train!.size).toBe(2);
  });

  test("that is damaged is made again", async () => {
    await draw("train/0/a.png", [1, 2, 3, 4, 5, 6]);
    const first = await loadImageFolder(folder);
    await writeFile(join(folder, ".adjoint-images-grey.safetensors"), "damaged");
    expect(await loadImageFolder(folder)).toStrictEqual(first);
  });

  test("can lie elsewhere", async () => {
    await draw("train/0/a.png", [1, 2, 3, 4, 5, 6]);
    await loadImageFolder(folder, { cache: join(folder, "cache.bin") });
    expect(await readdir(folder)).toEqual(["cache.bin", "train"]);
  });
});

describe("loadImageFolder refuses", () => {
  test("a folder that is not there, or holds no images in such places", async () => {
    expect(portable(await rejection(loadImageFolder(join(folder, "none"))))).toMatchInlineSnapshot(`
      "/images/none: the folder holds no images by split and label [image/folder]
        expected: a folder that can be read
        found:    ENOENT: no such file or directory, scandir '/images/none'
        Pass the folder that holds the splits: train/0/a.png lies in it as <split>/<label>/<image>."
    `);
    await mkdir(join(folder, "train", "0"), { recursive: true });
    expect(portable(await rejection(loadImageFolder(folder, { cache: false })))).toMatchInlineSnapshot(`
      "/images: the folder holds no images by split and label [image/folder]
        expected: <split>/<label>/*.png, .jpg or .jpeg
        found:    no image in such a place
        Pass the folder that holds the splits: train/0/a.png lies in it as <split>/<label>/<image>."
    `);
  });

  test("a file that is no image", async () => {
    await mkdir(join(folder, "train", "0"), { recursive: true });
    await writeFile(join(folder, "train", "0", "a.png"), "no image");
    expect(portable(await rejection(loadImageFolder(folder)))).toMatchInlineSnapshot(`
      "/images/train/0/a.png: the file is no image that can be read [image/unreadable]
        expected: a PNG or JPEG image
        found:    Input file contains unsupported image format
        Repair the file or remove it from the folder."
    `);
  });

  test("to decode without sharp", async () => {
    await draw("train/0/a.png", [1, 2, 3, 4, 5, 6]);
    vi.doMock("sharp", () => {
      throw new Error("not installed");
    });
    const { code, remedy } = await rejection(loadImageFolder(folder));
    expect({ code, remedy }).toMatchInlineSnapshot(`
      {
        "code": "image/sharp",
        "remedy": "Install it: npm install sharp.",
      }
    `);
  });
});
