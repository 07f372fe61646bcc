/** A number that a person typed. What is none stays text, so that the file's own reader says what is wrong with it. */
export function numberIn(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** As `numberIn`, for a field that may be left empty. */
export function countIn(text: string): number | string | undefined {
  return text.trim() === "" ? undefined : numberIn(text);
}
