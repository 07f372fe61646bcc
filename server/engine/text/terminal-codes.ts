/**
 * What a program writes to colour a terminal, to move its cursor, to name its window, or to draw a picture: `ESC [ … letter`,
 * `ESC ] … BEL`, `ESC P … ESC \`, and `ESC` with one character.
 */
const CODES = new RegExp(
  [
    String.raw`\u001B\[[0-?]*[ -/]*[@-~]?`,
    String.raw`\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)?`,
    String.raw`\u001B[PX^_][^\u001B]*(?:\u001B\\)?`,
    String.raw`\u001B[ -/]*[0-~]?`,
  ].join("|"),
  "g",
);

/** The text without the codes that only a terminal understands. */
export function withoutTerminalCodes(text: string): string {
  return text.includes("\u001B") ? text.replace(CODES, "") : text;
}
