const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** CEL reads these as values or as an operator. */
const WORDS: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);

/** True if an expression may have this name behind a point; any other name needs brackets and quotes. */
export function isCelName(name: string): boolean {
  return IDENTIFIER.test(name) && !WORDS.has(name);
}
