/**
 * Characters that change the reading direction, are invisible, or control the terminal; two joiners of emoji and some
 * scripts are allowed.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200C\u200D])\p{Cf}/gu;

/** A name, reason or value for a line of its own, with control and hidden characters made visible. */
export function shownText(text: string): string {
  return text.replace(/[\r\n\t]+/g, " ").replace(UNSEEN, visible);
}

function visible(character: string): string {
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
}
