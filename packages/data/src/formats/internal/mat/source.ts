import { DataError } from "../../../errors/dataError.js";
import type { ByteOrder } from "../reorder.js";

/** The bytes of a MAT-file or of one unpacked variable, with what an error needs to tell where it happened. */
export interface MatSource {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly order: ByteOrder;
  readonly file: string;
  /** Of an unpacked variable: where in the file it lies packed. */
  readonly packedAt?: number;
}

export const matSource = (source: Omit<MatSource, "view">): MatSource => ({
  ...source,
  view: new DataView(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength),
});

/** The error for something at byte `at` of the source that makes no sense. */
export const matCorrupt = (source: MatSource, at: number, expected: string, found: string): DataError =>
  new DataError({ code: "mat/corrupt", ...placed(source, at, found), expected });

/** The error for a source that ends before what is expected from byte `at` on. */
export const matTruncated = (source: MatSource, at: number, expected: string): DataError =>
  new DataError({
    code: "mat/truncated",
    ...placed(source, Math.min(at, source.bytes.length), `the end after ${source.bytes.length} bytes`),
    expected,
  });

/** An offset counts in the file. Of what lies packed there, the text tells the rest of the way. */
function placed({ file, packedAt }: MatSource, at: number, found: string) {
  return packedAt === undefined
    ? { file, offset: at, found }
    : { file, offset: packedAt, found: `${found}, at byte ${at} of what is unpacked from here` };
}
