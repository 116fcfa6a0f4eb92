import { type DataErrorCode, messages } from "./messages.js";

/** What a {@link DataError} tells. */
export interface DataErrorDetails {
  readonly code: DataErrorCode;
  /** Name or path of the file, `"<bytes>"` where bytes came without a name, absent where no file is at fault. */
  readonly file?: string;
  /**
   * Where in the file, in bytes from its start. Of a file in gzip, the codes `gzip/…` count in the file as it is, the others
   * in its unpacked content. Of a part that is compressed, it is where that part begins; `found` tells the rest of the way. Of
   * a CSV file, it is how far the reader had come.
   */
  readonly offset?: number;
  readonly expected: string;
  readonly found: string;
  /** What to do. Default: the remedy of the code. */
  readonly remedy?: string;
  /** The failure underneath, such as that of the file system. */
  readonly cause?: unknown;
}

/**
 * A file, a data set or an option that cannot be used. The facts are fields; the message is made of them.
 *
 * @param details the code and its facts; see {@link DataErrorDetails}.
 * @example
 * try {
 *   readIdx(bytes, { file: "digits.idx" });
 * } catch (error) {
 *   if (error instanceof DataError && error.code === "idx/truncated") console.error(error.remedy);
 * }
 */
export class DataError extends Error {
  override readonly name = "DataError";
  readonly code: DataErrorCode;
  readonly file: string | undefined;
  readonly offset: number | undefined;
  readonly expected: string;
  readonly found: string;
  readonly remedy: string;

  constructor(details: DataErrorDetails) {
    super(messageOf(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.file = details.file;
    this.offset = details.offset;
    this.expected = details.expected;
    this.found = details.found;
    this.remedy = remedyOf(details);
  }
}

function messageOf(details: DataErrorDetails): string {
  const { code, file, offset, expected, found } = details;
  const place = [file, offset === undefined ? undefined : `byte ${offset}`].filter((part) => part !== undefined);
  return [
    [...(place.length > 0 ? [place.join(", ")] : []), `${messages[code].problem} [${code}]`].join(": "),
    `  expected: ${indented(expected)}`,
    `  found:    ${indented(found)}`,
    `  ${indented(remedyOf(details))}`,
  ].join("\n");
}

const remedyOf = ({ code, remedy }: DataErrorDetails): string => remedy ?? messages[code].remedy;

const indented = (text: string): string => text.replaceAll("\n", "\n    ");
