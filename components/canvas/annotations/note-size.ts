import type { NoteSpec } from "#engine/model/graph-content.ts";
import type { Box } from "../layout/frame-boxes.ts";

const NOTE_WIDTH = 240;
/** While it is edited, there is room for some lines. */
export const MIN_EDITED_HEIGHT = 100;
/** A longer note is scrolled. */
const MAX_HEIGHT = 320;
const LINE_HEIGHT = 18;
const LINE_COLUMNS = 34;
const PADDING = 12;

/** The box of a note: as wide as all, and as high as its lines need. */
export function noteBox({ text, at }: NoteSpec): Box {
  const lines = text
    .split(/\r\n?|\n/)
    .reduce((sum, line) => sum + Math.max(1, Math.ceil([...line].length / LINE_COLUMNS)), 0);
  return { ...at, width: NOTE_WIDTH, height: Math.min(MAX_HEIGHT, lines * LINE_HEIGHT + 2 * PADDING) };
}

/** The first words of a note, in which it is called where there is little room. */
export function noteTitle({ text }: NoteSpec): string {
  const words = text
    .replace(/[#*_`>-]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const letters = [...(words === "" ? text.trim() : words)];
  return letters.length > 40 ? `${letters.slice(0, 39).join("")}…` : letters.join("");
}
