import { CST, Lexer } from "yaml";

/**
 * The most parts of a text: words, punctuation marks, spaces and line ends between them. The parser takes about five
 * microseconds for each, or twenty if it is wrong.
 */
export const MAX_PARTS = 1_000_000;
/** As many parts are read in a page, which waits meanwhile. */
export const MAX_PARTS_IN_PAGE = 50_000;

/** The most aliases that are followed. */
export const MAX_ALIASES = 100;
/** The most mistakes of one kind: the parser goes on after each, and makes a whole error of it. */
const MAX_MISTAKES = 100;

/** What a text has too much of, and where. `text` is a whole sentence. */
export type Excess = { readonly at: number; readonly text: string };

/**
 * What a YAML or JSON text has too much of for its parser; null if it can be parsed. It is found by the parser's own lexer,
 * which takes one step for each part, so brackets in scripts and comments do not count.
 *
 * The parser is recursive: after one exhausted stack, a second deep document ends the process (seen with yaml 2.9 on
 * Node 20). The nesting is an upper bound: it counts the columns of indicators and first texts, more indicators on a line,
 * and open brackets.
 */
export function excessOf(text: string, maxNesting: number, maxParts: number): Excess | null {
  const counted = { tag: 0, alias: 0, "directive-line": 0, "flow-error-end": 0, escape: 0 };
  let parts = 0;
  const columns: number[] = [];
  let offset = 0;
  let column = 0;
  let inline = 0;
  let brackets = 0;
  let isLineStart = true;
  let isScalarNext = false;
  for (const token of new Lexer().lex(text)) {
    const type = isScalarNext ? "scalar" : CST.tokenType(token);
    if (type === "scalar" && !isScalarNext) {
      // A marker of the lexer: the next token is the scalar itself.
      isScalarNext = true;
      continue;
    }
    isScalarNext = false;
    parts += 1;
    if (parts > maxParts)
      return { at: offset, text: `It has more than ${maxParts.toLocaleString("en")} parts: ${PARTS}.` };
    if (type !== null && type in counted) counted[type as keyof typeof counted] += 1;
    if (token.startsWith('"')) counted.escape += wrongEscapes(token);
    for (const [kind, said] of EXCESSES) if (counted[kind] > MAX_MISTAKES) return { at: offset, text: said };
    if (type === "doc-mode" || type === "flow-error-end") {
      if (type === "flow-error-end") brackets = 0;
      continue;
    }
    if (type === "flow-map-start" || type === "flow-seq-start") brackets += 1;
    else if (type === "flow-map-end" || type === "flow-seq-end") brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && !isBlank(type)) {
      const isIndicator = type === "seq-item-ind" || type === "explicit-key-ind" || type === "map-value-ind";
      if (isLineStart) {
        while ((columns.at(-1) ?? -1) >= column) columns.pop();
        columns.push(column);
        // After an indicator, the next token may open another level.
        isLineStart = isIndicator;
      } else if (isIndicator) inline += 1;
    }
    if (columns.length + inline + brackets > maxNesting)
      return {
        at: offset,
        text: `Nested deeper than ${maxNesting} levels, which is the maximum.`,
      };
    offset += token.length;
    const lastBreak = token.lastIndexOf("\n");
    column = lastBreak === -1 ? column + token.length : token.length - lastBreak - 1;
    if (lastBreak !== -1 && brackets === 0) {
      isLineStart = true;
      inline = 0;
    }
  }
  return null;
}

/** True if a text has more parts than this; it is read no further. */
export function hasMoreParts(text: string, maxParts: number): boolean {
  // No part is empty, so a short text has few.
  if (text.length <= maxParts) return false;
  let parts = 0;
  for (const token of new Lexer().lex(text)) {
    // The marker before a scalar is no part of the text.
    if (token !== CST.SCALAR) parts += 1;
    if (parts > maxParts) return true;
  }
  return false;
}

const PARTS = "words, punctuation marks, spaces and line ends";

const EXCESSES = [
  ["tag", `It has more than ${MAX_MISTAKES} tags, which have no meaning here: remove them.`],
  [
    "alias",
    `The aliases (\`*name\`) cannot be followed: there are more than ${MAX_ALIASES}. Write the text out instead.`,
  ],
  ["directive-line", `It has more than ${MAX_MISTAKES} lines that begin with \`%\`: none is needed.`],
  ["flow-error-end", `This is not well-formed YAML: more than ${MAX_MISTAKES} brackets close nothing.`],
  ["escape", `This is not well-formed YAML: more than ${MAX_MISTAKES} escapes with \`\\\` mean nothing.`],
] as const;

/** Escapes of text in double quotes that YAML does not have. */
function wrongEscapes(token: string): number {
  let wrong = 0;
  for (const [, letter = "", hex = ""] of token.matchAll(/\\([\s\S])([0-9a-fA-F]{0,8})/g)) {
    const digits = { x: 2, u: 4, U: 8 }[letter];
    if (digits === undefined ? !/[0abtnvfre"/\\N_LP \t\r\n]/.test(letter) : hex.length < digits) wrong += 1;
  }
  return wrong;
}

function isBlank(type: CST.TokenType | "scalar" | null): boolean {
  return type === "space" || type === "newline" || type === "comment" || type === "byte-order-mark";
}
