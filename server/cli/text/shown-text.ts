import { stripVTControlCharacters } from "node:util";

const ESC = String.fromCharCode(27);
/** Colours and weights, which change nothing but the look of text. */
const LOOKS = new RegExp(`(${ESC}\\[[0-9;:]*m)`);
/** What changes the reading direction, cannot be seen, or is obeyed; the two joiners of emoji and some scripts stay. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu;

/** A name, reason or value for a line of its own: with whatever a terminal would obey or hide made visible. */
export function shownText(text: string): string {
  return text.replace(/[\r\n\t]+/g, " ").replace(UNSEEN, visible);
}

/**
 * A script's output for a terminal: colours stay, every other command to the terminal is dropped, so that a log can
 * neither take lines back nor write elsewhere on the screen.
 */
export function shownLog(text: string): string {
  return text
    .split(LOOKS)
    .map((part) => (LOOKS.test(part) ? part : plainPart(part)))
    .join("");
}

function plainPart(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/\p{Bidi_Control}/gu, visible);
}

function visible(character: string): string {
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
}
