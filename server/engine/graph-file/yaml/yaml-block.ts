import { untidyPlaces } from "../../text/plain-text.ts";

const STEP = "  ";

/**
 * True for text of several lines that a block holds exactly, for every parser. Other text is quoted: line ends other than LF
 * are changed in a block, control characters are not allowed, and parsers do not agree on spaces after the last line.
 */
export function canBeBlock(text: string): boolean {
  return text.includes("\n") && /[^ \n]/.test(text) && untidyPlaces(text).size === 0;
}

/** A text as a block: `|` and its lines, one step further in than `indent`. */
export function blockText(text: string, indent: string): string {
  const isEnded = text.endsWith("\n");
  // Parsers may take a last line without text for an empty one, which only `+` keeps.
  const chomping = !isEnded ? "-" : /\n *\n$/.test(text) ? "+" : "";
  // YAML takes the indentation of the first line as that of the block, unless the header gives it.
  const indentation = /^\n* /.test(text) ? String(STEP.length) : "";
  const lines = (isEnded ? text.slice(0, -1) : text).split("\n");
  const body = lines.map((line) => (line === "" ? "\n" : `${indent}${STEP}${line}\n`)).join("");
  return `|${indentation}${chomping}\n${body}`;
}
