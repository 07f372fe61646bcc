import type { SqlValue, Statement } from "./statement.ts";

/**
 * The text of a statement with its values in place of its `?`. The driver's `format` also looks for texts, names and
 * comments in it, in which a `?` stands for itself: that takes most of the time, and statements of this program have none.
 *
 * @param escaped the value as the driver writes it.
 * @returns null where there are more or fewer `?` than values.
 */
export function fillStatement(
  { text, values }: Statement,
  escaped: (value: SqlValue) => string,
): string | null {
  const parts = text.split("?");
  if (parts.length !== values.length + 1) return null;
  let filled = parts[0] ?? "";
  for (const [place, value] of values.entries()) filled += escaped(value) + (parts[place + 1] ?? "");
  return filled;
}
