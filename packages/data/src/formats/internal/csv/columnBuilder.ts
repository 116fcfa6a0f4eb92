/** A column of a table. */
export type CsvColumn = CsvNumbers | CsvTexts;

export interface CsvNumbers {
  readonly kind: "number";
  /** NaN where the value is missing. */
  readonly data: Float64Array;
  /** How many values are missing. */
  readonly missing: number;
}

export interface CsvTexts {
  readonly kind: "text";
  /** Empty where the value is missing. */
  readonly data: readonly string[];
  /** How many values are missing. */
  readonly missing: number;
}

export interface ColumnBuilder {
  /** Takes the next field. `turned` when it is the first text in what looked like numbers, `refused` when it must be one. */
  readonly add: (field: string) => "taken" | "turned" | "refused";
  readonly column: () => CsvColumn;
}

/** Decimal numbers, and what programs print for infinity. */
const number = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|inf|Inf|Infinity)$/;

const numberOf = (text: string): number => Number(text.replace(/inf$/i, "Infinity"));

/**
 * Gathers the fields of a column.
 *
 * @param kind what it must hold; without, the fields decide: numbers until a text comes.
 */
export function columnBuilder(kind: CsvColumn["kind"] | undefined, isMissing: ReadonlySet<string>): ColumnBuilder {
  let numbers = new Float64Array(16);
  const texts: string[] = [];
  const known = new Map<string, string>();
  let state: CsvColumn["kind"] | "undecided" | "turned" = kind ?? "undecided";
  let count = 0;
  let missing = 0;

  const addNumber = (value: number) => {
    if (count === numbers.length) {
      const longer = new Float64Array(2 * count);
      longer.set(numbers);
      numbers = longer;
    }
    numbers[count++] = value;
  };
  /** One copy of each text: a piece of the file would keep all of it in memory. */
  const addText = (text: string) => {
    if (!known.has(text)) known.set(text, text);
    texts.push(known.get(text)!);
  };

  return {
    add: (field) => {
      const text = field.trim();
      const absent = isMissing.has(text);
      if (absent) missing++;
      if (state === "turned") return "taken";
      if (state === "text") {
        addText(absent ? "" : field);
        return "taken";
      }
      if (absent) addNumber(Number.NaN);
      else if (number.test(text)) {
        addNumber(numberOf(text));
        if (state === "undecided") state = "number";
      } else if (kind === "number") return "refused";
      else if (state === "undecided") {
        state = "text";
        for (let i = 0; i < count; i++) texts.push("");
        addText(field);
      } else {
        state = "turned";
        return "turned";
      }
      return "taken";
    },
    column: () =>
      state === "text" || state === "turned"
        ? { kind: "text", data: texts, missing }
        : { kind: "number", data: numbers.slice(0, count), missing },
  };
}
