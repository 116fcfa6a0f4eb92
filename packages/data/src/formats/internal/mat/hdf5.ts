import type { File as Hdf5File } from "h5wasm";
import { DataError } from "../../../errors/dataError.js";
import { type Budget, type Hdf5, hdf5Entry, hdf5Value, nodeOf } from "./hdf5Value.js";
import type { OpenMat } from "./openMat.js";
import type { Variable } from "./variable.js";

/** What MATLAB keeps beside the variables: the contents of cells, and of objects. */
const internalNames: ReadonlySet<string> = new Set(["#refs#", "#subsystem#"]);

/**
 * Opens a MAT-file 7.3, which is an HDF5 file, by the HDF5 library compiled to WebAssembly. It is loaded here, on demand, and
 * has the file in a memory of its own until the file is closed.
 *
 * @param limit bytes that all values together may take.
 * @throws DataError `mat/hdf5` or `deflate/limit`, now or when a variable is read.
 */
export async function openHdf5(bytes: Uint8Array, file: string, limit: number): Promise<OpenMat> {
  const { ready, ...hdf5 } = await import("h5wasm");
  const { FS, activate_throwing_error_handler: throwErrors } = await ready;
  throwErrors();
  const files = FS as unknown as FileSystem;
  let place = 0;
  while (files.analyzePath(`/${place}.mat`).exists) place++;
  const path = `/${place}.mat`;
  let opened: Hdf5File | undefined;
  const close = () => {
    guarded(file, () => opened?.close());
    files.unlink(path);
  };
  // The library only reads: its file may be the caller's bytes.
  files.writeFile(path, bytes, { canOwn: true });
  try {
    const root = guarded(file, () => new hdf5.File(path, "r"));
    if (root.file_id < 0n) throw unreadable(file, "the library cannot open it");
    opened = root;
    return { entries: readEntries(root, hdf5, file, limit), close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The part of the library's file system, which lies in memory, that is used here. */
interface FileSystem {
  readonly analyzePath: (path: string) => { readonly exists: boolean };
  readonly writeFile: (path: string, bytes: Uint8Array, options: { readonly canOwn: boolean }) => void;
  readonly unlink: (path: string) => void;
}

function readEntries(root: Hdf5File, hdf5: Hdf5, file: string, limit: number): readonly Variable[] {
  let left = limit;
  const budget: Budget = (bytes) => {
    left -= bytes;
    if (left >= 0) return;
    const expected = `at most ${limit} unpacked bytes`;
    throw new DataError({ code: "deflate/limit", file, offset: 0, expected, found: `${limit - left} bytes` });
  };
  const names = guarded(file, () => root.keys()).filter((name) => !internalNames.has(name));
  return names.map((name) => {
    const node = () => nodeOf(root, name);
    const entry = guarded(file, () => hdf5Entry(hdf5, node()));
    return { name, ...entry, read: () => guarded(file, () => hdf5Value(hdf5, node(), budget)) };
  });
}

/** What the library throws, as an error of this package. */
function guarded<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw unreadable(file, reasonOf(cause), cause);
  }
}

/** The library tells all the calls that it was in, the innermost last. */
function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.match(/(?<=\(\): ).+/g)?.at(-1) ?? text;
}

const unreadable = (file: string, found: string, cause?: unknown): DataError =>
  new DataError({ code: "mat/hdf5", file, expected: "an HDF5 file as MATLAB writes it", found, cause });
