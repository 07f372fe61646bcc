/** A text that was piped or pasted, without the line end that a program or a selection put behind it. */
export function withoutLastLineEnd(text: string): string {
  return text.replace(/\r?\n$/, "");
}
