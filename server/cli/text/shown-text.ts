import { stripVTControlCharacters } from "node:util";

const ESC = String.fromCharCode(27);
/** Sequences for colours and weights, which change only the look of text. */
const LOOKS = new RegExp(`(${ESC}\\[[0-9;:]*m)`);
/**
 * Characters that change the reading direction, are invisible, or control the terminal; two joiners of emoji and some
 * scripts are allowed.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu;

/** A name, reason or value for a line of its own, with control and hidden characters made visible. */
export function shownText(text: string): string {
  return text.replace(/[\r\n\t]+/g, " ").replace(UNSEEN, visible);
}

/**
 * A script's output for a terminal: colours stay, every other control sequence is removed, so that a log can neither
 * overwrite lines nor write elsewhere on the screen.
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
