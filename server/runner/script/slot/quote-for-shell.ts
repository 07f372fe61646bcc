/**
 * A text as one word of a shell, whatever is in it: within single quotes nothing has a meaning but the closing quote.
 *
 * @throws RangeError for a NUL, which no shell can hold: callers refuse it earlier, in words for a person.
 */
export function quoteForShell(text: string): string {
  if (text.includes("\0")) throw new RangeError("A NUL cannot be quoted for a shell.");
  return `'${text.replaceAll("'", "'\\''")}'`;
}
