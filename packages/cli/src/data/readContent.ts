import { readFile, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import {
  denseOf,
  loadImageFolder,
  type MatValue,
  readCsv,
  readIdx,
  readMat,
  readNpy,
  readNpz,
  readSafetensors,
  type StoredArray,
} from "@adjoint/data";
import { CliError } from "../errors/cliError.js";
import type { Entry, FileContent } from "./fileContent.js";

type Read = (bytes: Uint8Array, file: string) => Promise<FileContent> | FileContent;

function matEntry(name: string, value: MatValue): Entry {
  if (value.kind === "array") return { name, array: value };
  if (value.kind === "sparse") return { name, array: denseOf(value) };
  if (value.kind === "text") return { name, texts: value.lines };
  return { name, description: value.kind === "skipped" ? value.class : `${value.kind} [${value.shape.join(", ")}]` };
}

const arrays = (entries: Iterable<readonly [string, StoredArray]>): readonly Entry[] =>
  [...entries].map(([name, array]) => ({ name, array }));

/** How files are read, by the ends of their names. */
const readers: Readonly<Record<string, Read>> = {
  mat: async (bytes, file) => {
    const { variables, warnings } = await readMat(bytes, { file });
    return {
      format: "MAT-file",
      entries: [...variables].map(([name, value]) => matEntry(name, value)),
      notes: warnings,
    };
  },
  npz: (bytes, file) => ({ format: "NPZ file", entries: arrays(readNpz(bytes, { file })), notes: [] }),
  npy: (bytes, file) => ({ format: "NPY file", entries: arrays([["array", readNpy(bytes, { file })]]), notes: [] }),
  csv: (bytes, file) => {
    const { columns, size } = readCsv(bytes, { file });
    const entries = [...columns].map(
      ([name, column]): Entry =>
        column.kind === "text"
          ? { name, texts: column.data }
          : { name, array: { dtype: "f64", shape: [size], data: column.data } },
    );
    const missing = [...columns].filter(([, column]) => column.missing > 0);
    return {
      format: "CSV table",
      entries,
      notes: missing.map(([name, { missing }]) => `"${name}" lacks ${missing} values`),
    };
  },
  safetensors: (bytes, file) => {
    const { tensors, metadata } = readSafetensors(bytes, { file });
    const notes = Object.keys(metadata).length === 0 ? [] : [`metadata: ${Object.keys(metadata).join(", ")}`];
    return { format: "safetensors file", entries: arrays(tensors), notes };
  },
  idx: (bytes, file) => ({ format: "IDX file", entries: arrays([["array", readIdx(bytes, { file })]]), notes: [] }),
};

/** What the end of a name says of a file; IDX files were published without one that is common. */
function readerOf(file: string): Read | undefined {
  const name = basename(file).replace(/\.gz$/, "");
  if (/idx\d-?u?byte$/.test(name)) return readers.idx;
  return readers[name.split(".").at(-1)!.toLowerCase()];
}

/** The formats that can be read, by the ends of their names. */
export const readable: readonly string[] = Object.keys(readers).map((end) => `.${end}`);

async function readFolder(folder: string): Promise<FileContent> {
  const splits = await loadImageFolder(folder, { cache: false });
  const entries = Object.entries(splits).flatMap(([split, { columns, imageShape, size }]): readonly Entry[] => [
    { name: `${split}/images`, array: { ...columns.images, shape: [size, ...imageShape] } },
    { name: `${split}/labels`, array: columns.labels },
  ]);
  return { format: `folder of images`, entries, notes: [`classes: ${Object.values(splits)[0]!.classes!.join(", ")}`] };
}

/**
 * Reads all that a file, or a folder of images, holds.
 *
 * @param file as the user wrote it
 * @throws CliError `data/unknown-format`, DataError
 */
export async function readContent(file: string, cwd: string): Promise<FileContent> {
  const path = resolve(cwd, file);
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw new CliError("data/no-file", { file });
  if (info.isDirectory()) return readFolder(path);
  const read = readerOf(file);
  if (read === undefined) throw new CliError("data/unknown-format", { file, known: readable });
  return read(await readFile(path), file);
}
