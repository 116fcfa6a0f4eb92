import { DataError } from "../../../errors/dataError.js";
import type { ReadMatOptions } from "../../readMat.js";
import { defaultLimit } from "../inflate.js";
import { level4Order, level4Variables } from "./level4.js";
import { headerLength, level5Order, level5Variables } from "./level5.js";
import type { Variable } from "./variable.js";

/** A MAT-file with its variables, which can be read until it is closed. */
export interface OpenMat {
  readonly entries: readonly Variable[];
  readonly close: () => void;
}

/**
 * Opens a MAT-file of any level.
 *
 * @throws DataError `mat/magic`, `mat/variable`, or an error of the level.
 */
export async function openMat(bytes: Uint8Array, options: ReadMatOptions): Promise<OpenMat> {
  const opened = await openLevel(bytes, options);
  const { file = "<bytes>", only = [] } = options;
  const names = opened.entries.map(({ name }) => name);
  const missing = only.find((name) => !names.includes(name));
  if (missing === undefined) return opened;
  opened.close();
  const found = names.length === 0 ? "no variable" : names.map((name) => `"${name}"`).join(", ");
  throw new DataError({ code: "mat/variable", file, expected: `a variable "${missing}"`, found });
}

async function openLevel(bytes: Uint8Array, options: ReadMatOptions): Promise<OpenMat> {
  const { file = "<bytes>", limit = defaultLimit } = options;
  const order5 = level5Order(bytes);
  if (isHdf5(bytes)) {
    const { openHdf5 } = await import("./hdf5.js");
    return openHdf5(bytes, file, limit);
  }
  if (order5 !== undefined) return { entries: level5Variables(bytes, order5, file, limit), close: nothing };
  const order4 = level4Order(bytes);
  if (order4 !== undefined) return { entries: level4Variables(bytes, order4, file), close: nothing };
  const found =
    bytes.length < headerLength
      ? `${bytes.length} bytes`
      : `${JSON.stringify(String.fromCharCode(...bytes.subarray(0, 19)))} and ${hex(bytes.subarray(124, 128))} at byte 124`;
  const expected = `a header of level 4 or 5, or that of HDF5`;
  throw new DataError({ code: "mat/magic", file, offset: 0, expected, found });
}

const nothing = () => {};

/** "\x89HDF\r\n\x1a\n" */
const hdf5Signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Where MATLAB puts HDF5, after a block of its own, and where other programs do. */
const hdf5Places = [0, 512];

export const isHdf5 = (bytes: Uint8Array): boolean =>
  hdf5Places.some((place) => hdf5Signature.every((byte, i) => bytes[place + i] === byte));

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
