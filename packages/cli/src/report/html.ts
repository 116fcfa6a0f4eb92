/** Text as HTML. */
export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** A cell of a table: text on the left, numbers on the right. */
export interface Cell {
  readonly text: string;
  readonly number?: boolean;
}

const cell = (tag: "td" | "th", { text, number = false }: Cell): string =>
  `<${tag}${number ? ' class="number"' : ""}>${escapeHtml(text)}</${tag}>`;

const row = (tag: "td" | "th", cells: readonly Cell[]): string =>
  `<tr>${cells.map((one) => cell(tag, one)).join("")}</tr>`;

/** A table with its header row. */
export const htmlTable = (header: readonly Cell[], rows: readonly (readonly Cell[])[]): string =>
  `<table>
<thead>${row("th", header)}</thead>
<tbody>
${rows.map((cells) => row("td", cells)).join("\n")}
</tbody>
</table>`;
