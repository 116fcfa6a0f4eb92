import { tensorOf, writeIdx, writeMat, writeNpy, writeNpz, writeSafetensors } from "@adjoint/data";
import { CliError } from "../errors/cliError.js";
import type { Entry } from "./fileContent.js";

type Arrays = readonly (readonly [name: string, array: NonNullable<Entry["array"]>])[];

const tensors = (arrays: Arrays) => new Map(arrays.map(([name, array]) => [name, tensorOf(array, { name })]));

/** The array of a file that holds only one. */
function only(arrays: Arrays, file: string) {
  const [first, ...rest] = arrays;
  if (first !== undefined && rest.length === 0) return first[1];
  throw new CliError("data/one-array", { file, names: arrays.map(([name]) => name) });
}

/** How files are written, by the ends of their names. */
const writers: Readonly<Record<string, (arrays: Arrays, file: string) => Uint8Array>> = {
  mat: (arrays) => writeMat(new Map(arrays)),
  npz: (arrays) => writeNpz(new Map(arrays)),
  npy: (arrays, file) => writeNpy(only(arrays, file)),
  safetensors: (arrays) => writeSafetensors(tensors(arrays)),
  idx: (arrays, file) => {
    const array = only(arrays, file);
    return writeIdx(array.dtype === "i8" || array.dtype === "i16" ? array : tensorOf(array));
  },
  csv: (arrays) => new TextEncoder().encode(csvOf(arrays)),
};

/** A column for each number of a row; all arrays have the same rows. */
function csvOf(arrays: Arrays): string {
  const columns = arrays.flatMap(([name, { shape, data }]) => {
    const width = shape.slice(1).reduce((size, dim) => size * dim, 1);
    return Array.from({ length: width }, (_, k) => ({
      name: width === 1 ? name : `${name}${k + 1}`,
      rows: shape[0] ?? 0,
      at: (row: number) => data[row * width + k],
    }));
  });
  const rows = Math.max(0, ...columns.map(({ rows }) => rows));
  const uneven = columns.find((column) => column.rows !== rows);
  if (uneven !== undefined)
    throw new CliError("data/uneven", { name: uneven.name, found: uneven.rows, expected: rows });
  const lines = Array.from({ length: rows }, (_, row) => columns.map(({ at }) => at(row)).join(","));
  return `${[columns.map(({ name }) => name).join(","), ...lines].join("\n")}\n`;
}

/**
 * The bytes of a file with these arrays, in the format that the end of its name says.
 *
 * @throws CliError `data/unwritable-format`, `data/one-array`, `data/uneven`; DataError of the format
 */
export function writeContent(arrays: Arrays, file: string): Uint8Array {
  const write = writers[file.split(".").at(-1)!.toLowerCase()];
  if (write === undefined) {
    throw new CliError("data/unwritable-format", { file, known: Object.keys(writers).map((end) => `.${end}`) });
  }
  return write(arrays, file);
}
