/** A column of a table of figures: its heading, and how a row's cell is written. */
export type Column<Row> = { readonly head: string; readonly cell: (row: Row) => string };

/** A table as text: the first column to the left, the others to the right, as wide as their longest cell. */
export function tableText<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ head }) => head), ...rows.map((row) => columns.map(({ cell }) => cell(row)))];
  const widths = columns.map((_, place) => Math.max(...lines.map((line) => line[place]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** A number with so many digits that it can be compared: 1,234 · 56.7 · 8.90; a dash for what was not measured. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(size >= 10 ? 1 : 2);
}

/** A ratio as it stands in the decisions: .65 below one, 1.20 from one on. */
export function ratioText(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2).replace(/^0\./, ".") : "–";
}
