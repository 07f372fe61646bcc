/**
 * Texts as people edit them, one a line. What would not be read back as the same text stands in quotes, as in JSON: one
 * with blanks at its ends or with several lines.
 */
export function valueLines(values: readonly string[]): string {
  return values.map(valueLine).join("\n");
}

/** The texts of such lines. Blanks at the ends of a line and empty lines do not count. */
export function valuesOfLines(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => valueOfLine(line) ?? []);
}

/** The line for one text. */
export function valueLine(value: string): string {
  return /[\n\r]/.test(value) || valueOfLine(value) !== value ? JSON.stringify(value) : value;
}

/** The text that a line stands for; null for an empty line. */
export function valueOfLine(line: string): string | null {
  const plain = line.trim();
  if (plain === "") return null;
  return (plain.startsWith('"') && quoted(plain)) || plain;
}

/** What stands in the quotes; null where they do not belong together, as while they are typed. */
function quoted(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
