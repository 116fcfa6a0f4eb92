/** What each error of a package says, by its code. */
export type MessageTable = Readonly<Record<string, (details: never) => string>>;

/** The values that an error's message is made from. */
export type DetailsOf<Table extends MessageTable, Code extends keyof Table> = Parameters<Table[Code]>[0];

/**
 * An error as data: a code to switch on, the offending values, and a message made from them by the package's one table.
 * Each package has a subclass of its own.
 */
export class CodedError<Table extends MessageTable, Code extends keyof Table> extends Error {
  readonly code: Code;
  readonly details: DetailsOf<Table, Code>;

  constructor(table: Table, code: Code, details: DetailsOf<Table, Code>) {
    super((table[code] as (details: DetailsOf<Table, Code>) => string)(details));
    this.code = code;
    this.details = details;
  }
}
