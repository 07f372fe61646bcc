/**
 * A text as one word of a shell, whatever characters it has: within single quotes only the closing quote is special.
 *
 * @throws RangeError for a NUL, which no shell can hold. Callers refuse it earlier, with a message for a person.
 */
export function quoteForShell(text: string): string {
  if (text.includes("\0")) throw new RangeError("A NUL cannot be quoted for a shell.");
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text as one word of bash in printable ASCII, in which each character is a byte in any locale: bash counts characters. */
export function quoteForBash(text: string): string {
  if (/^[\n -~]*$/.test(text)) return quoteForShell(text);
  const codes = Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    return /[ -&(-[\]-~]/.test(character) ? character : `\\x${byte.toString(16).padStart(2, "0")}`;
  });
  return `$'${codes.join("")}'`;
}
