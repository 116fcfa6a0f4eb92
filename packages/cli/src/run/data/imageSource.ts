import { basename, resolve } from "node:path";
import { DataError, loadImageFolder } from "@adjoint/data";
import type { ImagesSpec } from "../../spec/dataSchema.js";
import type { Source } from "./source.js";

/** Images in folders <split>/<label>: `train`, and `validation` and `test` if they are there. */
export const imageSource: Source<ImagesSpec> = async ({ images, colour, size }, { folder }) => {
  const options = { colour: colour ? "rgb" : "grey", ...(size && { size: size as [number, number] }) } as const;
  const { train, validation, test, ...others } = await loadImageFolder(resolve(folder, images), options);
  if (train === undefined) {
    const found = [validation && "validation", test && "test", ...Object.keys(others)].filter(Boolean).join(", ");
    throw new DataError({
      code: "image/folder",
      file: images,
      expected: "train/<label>/*.png",
      found: `folders ${found}`,
    });
  }
  const target = { kind: "classes", name: "labels", classes: train.classes!.length } as const;
  const input = { name: "images", shape: train.imageShape };
  const facts = { name: basename(images), input, target };
  return { facts, train, ...(validation && { validation }), ...(test && { test }) };
};
