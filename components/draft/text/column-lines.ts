import { valueLine, valueOfLine } from "./value-lines.ts";

/** Columns as lines of text, `column = field`, as people edit them. A field that has blanks at its ends or several lines stands in quotes. */
export function columnsText(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([column, field]) => `${column} = ${valueLine(field)}`)
    .join("\n");
}

/** The columns of such lines. A line without `=` writes the field of the same name; a problem is a sentence. */
export function columnsWritten(
  text: string,
): { readonly columns: Readonly<Record<string, string>> } | { readonly problem: string } {
  const columns = new Map<string, string>();
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "") continue;
    const [column = "", ...rest] = line.split("=");
    const name = column.trim();
    const field = rest.length === 0 ? name : (valueOfLine(rest.join("=")) ?? "");
    if (name === "" || field === "") return { problem: `Wanted \`column = field\`, found \`${line}\`.` };
    if (columns.has(name)) return { problem: `The column \`${name}\` is there twice.` };
    columns.set(name, field);
  }
  return { columns: Object.fromEntries(columns) };
}
