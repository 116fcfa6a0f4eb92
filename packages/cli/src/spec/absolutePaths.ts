import { resolve } from "node:path";
import type { DataSpec, IdxPair } from "./dataSchema.js";
import type { Spec } from "./specSchema.js";

/** The spec with paths that are relative to nothing, so that it means the same wherever it is written. */
export function absolutePaths(spec: Spec, folder: string): Spec {
  const at = (path: string) => resolve(folder, path);
  const pair = ({ images, labels }: IdxPair): IdxPair => ({ images: at(images), labels: at(labels) });
  const absolute = (data: DataSpec): DataSpec => {
    if ("mat" in data) return { ...data, mat: at(data.mat) };
    if ("csv" in data) return { ...data, csv: at(data.csv) };
    if ("npz" in data) return { ...data, npz: at(data.npz) };
    if ("images" in data) return { ...data, images: at(data.images) };
    if (!("idx" in data)) return data;
    const { test } = data;
    return { ...data, idx: pair(data.idx), ...(typeof test === "object" && "images" in test && { test: pair(test) }) };
  };
  return { ...spec, data: absolute(spec.data) };
}
