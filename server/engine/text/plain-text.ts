/**
 * What a text may hold that YAML cannot have in a block, or that parsers and programs read in different ways: `line-ends`
 * are CR and others than LF, `characters` are control characters, byte order marks, and spaces after the last line break.
 */
export type Untidiness = "line-ends" | "characters";

const LINE_ENDS = /\r\n?|[\u0085\u2028\u2029]/g;
const CHARACTERS = /[^\P{Cc}\t\n\r\u0085]|[\uFEFF\uFFFE\uFFFF]/gu;
const SPACES_AT_END = /\n +$/;

/** The first place of each sort of untidiness in a text, in characters from its begin. */
export function untidyPlaces(text: string): ReadonlyMap<Untidiness, number> {
  const places = new Map<Untidiness, number>();
  const ends = text.search(LINE_ENDS);
  if (ends >= 0) places.set("line-ends", ends);
  const characters = text.search(CHARACTERS);
  const found = characters >= 0 ? characters : text.search(SPACES_AT_END);
  if (found >= 0) places.set("characters", found);
  return places;
}

/** The text without one sort of untidiness: with LF as line ends, or without the characters; never with spaces after the last. */
export function tidied(text: string, what: Untidiness): string {
  const now = what === "line-ends" ? text.replace(LINE_ENDS, "\n") : text.replace(CHARACTERS, "");
  return now.replace(SPACES_AT_END, "\n");
}
