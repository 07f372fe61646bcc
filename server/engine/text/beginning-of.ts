/** So much of a text a sentence quotes: enough to know which one is meant. */
const MAX_QUOTED = 80;

/** The beginning of a text that a sentence quotes, without half a character at its end. */
export function beginningOf(text: string): string {
  // A character has at most two code units.
  const characters = [...text.slice(0, 2 * MAX_QUOTED + 2)];
  return characters.length > MAX_QUOTED ? `${characters.slice(0, MAX_QUOTED - 1).join("")}…` : text;
}
