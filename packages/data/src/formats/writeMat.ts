import { concatenated } from "./internal/concatenated.js";
import { deflate } from "./internal/deflate.js";
import { arrayElement, checkName } from "./internal/mat/arrayElement.js";
import { tag } from "./internal/mat/bytes.js";
import { dataTypes } from "./internal/mat/classes.js";
import { headerLength } from "./internal/mat/level5.js";
import type { ByteOrder } from "./internal/reorder.js";
import type { MatInput } from "./matValue.js";

export interface WriteMatOptions {
  /** Whether to compress each variable, as MATLAB's `-v7` does. Default true. */
  readonly compress?: boolean;
  /** Default `"little"`. */
  readonly byteOrder?: ByteOrder;
}

/**
 * Writes a MAT-file of level 5, which MATLAB, Octave and SciPy read; the inverse of `readMat`. The same variables in the
 * same order give the same bytes.
 *
 * Tensors are turned from row-major to MATLAB's column-major order. MATLAB knows no rank below 2: a scalar is written as
 * [1, 1], a vector of n as a row [1, n]. bool is logical, f32 single, f64 double.
 *
 * @param variables by name: tensors, other arrays, strings, or what `readMat` returns. Names are letters, digits and
 * underscores, a letter first, at most 63.
 * @returns the bytes of the file.
 * @throws DataError `mat/unwritable` for a name or a value that MATLAB could not hold; `data/tensor` for an array whose
 * elements do not fit its shape; `data/too-large` when memory does not suffice.
 * @example
 * const points = { dtype: "f64", shape: [2, 2], data: Float64Array.of(0, 1, 2, 3) } as const;
 * await writeFile("Points.mat", writeMat(new Map([["Yt", points]]))); // in MATLAB: Yt = [0 1; 2 3]
 * @see MathWorks, "MAT-File Format" (2024).
 */
export function writeMat(variables: ReadonlyMap<string, MatInput>, options: WriteMatOptions = {}): Uint8Array {
  const { compress = true, byteOrder = "little" } = options;
  const pieces: Uint8Array[] = [header(byteOrder)];
  for (const [name, value] of variables) {
    checkName(name, "a variable");
    const matrix = arrayElement(name, name, value, byteOrder);
    if (compress) {
      const packed = deflate(concatenated(matrix), "zlib");
      pieces.push(tag(dataTypes.compressed, packed.length, byteOrder), packed);
    } else pieces.push(...matrix);
  }
  return concatenated(pieces);
}

/** A text, no subsystem data, version 1.0, and "MI" as a number in the byte order of the file. */
function header(order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(headerLength);
  bytes.fill(0x20, 0, 116);
  bytes.set(new TextEncoder().encode("MATLAB 5.0 MAT-file, written by Adjoint"));
  const view = new DataView(bytes.buffer);
  view.setUint16(124, 0x0100, order === "little");
  view.setUint16(126, 0x4d49, order === "little");
  return bytes;
}
