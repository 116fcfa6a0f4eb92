// The build for browsers, which runs in Node too: the other one needs `Buffer`.
import { parse } from "csv-parse/browser/esm/sync";
import { DataError } from "../../../errors/dataError.js";
import type { CsvOptions } from "../../readCsv.js";

const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * Calls `receive` for each record of a CSV file, with the byte at which the record ends.
 *
 * @throws DataError `csv/syntax`, or what `receive` throws.
 */
export function csvRecords(
  bytes: Uint8Array,
  { file = "<bytes>", delimiter = ",", comment }: CsvOptions,
  receive: (record: readonly string[], offset: number) => void,
): void {
  const start = byteOrderMark.every((byte, i) => bytes[i] === byte) ? byteOrderMark.length : 0;
  try {
    parse(bytes.subarray(start), {
      delimiter,
      ...(comment === undefined ? {} : { comment }),
      skip_empty_lines: true,
      on_record: (record: readonly string[], { bytes: end }) => {
        receive(record, start + end);
        return null;
      },
    });
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    const { message, bytes: end = 0 } = cause as Error & { readonly bytes?: number };
    const expected = "records of one length, with matching quotes";
    throw new DataError({ code: "csv/syntax", file, offset: start + end, expected, found: message, cause });
  }
}
