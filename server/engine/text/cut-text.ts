/** At most so many code units from the beginning of a text, without half a character at its end. */
export function cutText(text: string, max: number): string {
  return text.length <= max ? text : text.slice(0, max).replace(/[\ud800-\udbff]$/, "");
}

/** A text that is shown: where it has more than so many code units, its beginning and a mark that there is more. */
export function cutWithMark(text: string, max: number): string {
  return text.length <= max ? text : `${cutText(text, max)}…`;
}
