import { textTable } from "../report/textTable.js";
import { formatNumber } from "./describeEntry.js";
import type { Entry, FileContent } from "./fileContent.js";

const most = 5;

/** The first values of an entry, a text for each row. */
function rowsOf({ array, texts }: Entry): readonly string[] {
  if (texts !== undefined) return texts.slice(0, most);
  const { shape, data } = array!;
  const width = shape.slice(1).reduce((size, dim) => size * dim, 1);
  return Array.from({ length: Math.min(most, shape[0] ?? 0) }, (_, i) => {
    const shown = Array.from({ length: Math.min(width, 6) }, (_, k) => formatNumber(data[i * width + k]!));
    return width > 6 ? `${shown.join("  ")}  …` : shown.join("  ");
  });
}

/** The first rows of a table, or of each array that has rows to show. */
export function firstRows({ format, entries }: FileContent): string {
  if (format === "CSV table") {
    const columns = entries.map((entry) => [entry.name, ...rowsOf(entry)]);
    const rows = Array.from({ length: Math.max(0, ...columns.map((column) => column.length)) }, (_, i) =>
      columns.map((column) => column[i] ?? ""),
    );
    return textTable(
      rows,
      entries.map(({ texts }) => (texts === undefined ? "right" : "left")),
    );
  }
  const shown = entries.filter(({ array }) => array !== undefined && array.shape.length === 2);
  return shown
    .map(
      (entry) =>
        `${entry.name}\n${rowsOf(entry)
          .map((row) => `  ${row}`)
          .join("\n")}`,
    )
    .join("\n\n");
}
