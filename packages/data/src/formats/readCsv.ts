import { DataError } from "../errors/dataError.js";
import { type ColumnBuilder, type CsvColumn, columnBuilder } from "./internal/csv/columnBuilder.js";
import { csvRecords } from "./internal/csv/csvRecords.js";

/** A table as columns, all of one length. */
export interface CsvTable {
  /** Number of rows, the header not counted. */
  readonly size: number;
  /** By name, in the order asked for, or else in that of the file. */
  readonly columns: ReadonlyMap<string, CsvColumn>;
}

export interface CsvOptions {
  /** Name for error messages. Default `"<bytes>"`. */
  readonly file?: string;
  /** Whether the first record names the columns, or their names. Without names they are "0", "1", …. Default true. */
  readonly header?: boolean | readonly string[];
  /** The columns to read, by name. Default: all. */
  readonly columns?: readonly string[];
  /** What a column holds, by name. Default: numbers if every field that is not missing is a number, else texts. */
  readonly types?: Readonly<Record<string, CsvColumn["kind"]>>;
  /** What stands for a missing value. Default `""`, `"NA"`, `"N/A"`, `"NaN"`, `"nan"`, `"null"` and `"?"`. */
  readonly missing?: readonly string[];
  /** What separates fields. Default `","`. */
  readonly delimiter?: string;
  /** What begins a comment, which goes on to the end of the line. Default: there are none. */
  readonly comment?: string;
}

/**
 * Reads a CSV file (RFC 4180, in UTF-8): a table of numbers and texts.
 *
 * Empty lines are passed over. A missing number is NaN, a missing text is empty; each column counts its missing values.
 *
 * @param bytes the whole file; it is only read.
 * @throws DataError `csv/syntax` for quotes that do not match and records that differ in length, `csv/header` for names that
 * are empty or given twice, `csv/column` for a column that the file lacks, `csv/number` for a text in a column of numbers.
 * @example
 * const { columns } = readCsv(new TextEncoder().encode("x,kind\n1.5,a\nNA,b\n"));
 * columns.get("x"); // { kind: "number", data: [1.5, NaN], missing: 1 }
 * @see Shafranovich, RFC 4180 (2005).
 */
export function readCsv(bytes: Uint8Array, options: CsvOptions = {}): CsvTable {
  const first = readOnce(bytes, options, new Set());
  // A column that began with numbers and turned out to hold texts: its first fields are read again, as texts.
  return first.turned.size === 0 ? first.table : readOnce(bytes, options, first.turned).table;
}

const missingByDefault = ["", "NA", "N/A", "NaN", "nan", "null", "?"];

function readOnce(bytes: Uint8Array, options: CsvOptions, texts: ReadonlySet<string>) {
  const { file = "<bytes>", header = true, missing = missingByDefault, types = {} } = options;
  const isMissing = new Set(missing);
  const turned = new Set<string>();
  let builders: readonly Chosen[] | undefined;
  let size = 0;

  const start = (names: readonly string[]) => {
    checkNames(names, file);
    const make = (name: string) => columnBuilder(texts.has(name) ? "text" : types[name], isMissing);
    return chosen(names, options, file).map((place) => ({ place, name: names[place]!, builder: make(names[place]!) }));
  };
  if (typeof header === "object") builders = start(header);

  csvRecords(bytes, options, (record, offset) => {
    if (builders === undefined) {
      builders = start(header === true ? record : record.map((_, i) => String(i)));
      if (header === true) return;
    }
    for (const { place, name, builder } of builders) {
      const outcome = builder.add(record[place] ?? "");
      if (outcome === "turned") turned.add(name);
      if (outcome === "refused") {
        const expected = `a number in column "${name}"`;
        throw new DataError({ code: "csv/number", file, offset, expected, found: quoted(record[place]) });
      }
    }
    size++;
  });
  const columns = new Map((builders ?? start([])).map(({ name, builder }) => [name, builder.column()]));
  return { table: { size, columns }, turned };
}

interface Chosen {
  readonly place: number;
  readonly name: string;
  readonly builder: ColumnBuilder;
}

function checkNames(names: readonly string[], file: string): void {
  const wrong = names.findIndex((name, i) => name === "" || names.indexOf(name) !== i);
  if (wrong === -1) return;
  const found = names[wrong] === "" ? `no name for column ${wrong + 1}` : `${quoted(names[wrong])} twice`;
  throw new DataError({ code: "csv/header", file, offset: 0, expected: "a name of its own for each column", found });
}

function chosen(
  names: readonly string[],
  { columns = names, types = {} }: CsvOptions,
  file: string,
): readonly number[] {
  const missing = [...columns, ...Object.keys(types)].find((name) => !names.includes(name));
  if (missing === undefined) return columns.map((name) => names.indexOf(name));
  const found = names.length === 0 ? "no column" : names.slice(0, 20).map(quoted).join(", ");
  throw new DataError({ code: "csv/column", file, offset: 0, expected: `a column ${quoted(missing)}`, found });
}

/** A field, short enough for a message. */
const quoted = (text = ""): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);
