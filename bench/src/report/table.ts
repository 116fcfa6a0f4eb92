const width = (text: string): number => [...text].length;

/** A Markdown table whose columns also line up on a screen. The first column is text, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...rows].map((row) => width(row[i] ?? ""))));
  const line = (row: readonly string[]) =>
    `| ${widths
      .map((wide, i) => {
        const text = row[i] ?? "";
        const space = " ".repeat(wide - width(text));
        return i === 0 ? text + space : space + text;
      })
      .join(" | ")} |`;
  const rule = `| ${widths.map((wide, i) => (i === 0 ? "-".repeat(wide) : `${"-".repeat(wide - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
