/**
 * A text as one word of a shell, whatever characters it has: within single quotes only the closing quote is special.
 *
 * @throws RangeError for a NUL, which no shell can hold. Callers refuse it earlier, with a message for a person.
 */
export function quoteForShell(text: string): string {
  if (text.includes("\0")) throw new RangeError("A NUL cannot be quoted for a shell.");
  return `'${text.replaceAll("'", "'\\''")}'`;
}
