import { CST, Lexer } from "yaml";

/**
 * The offset at which the nesting of a YAML or JSON text first exceeds `limit`; null if it does not.
 *
 * The parser is recursive: after one exhausted stack, a second deep document ends the process (seen with yaml 2.9 on
 * Node 20). This function uses the same lexer, which is not recursive, so brackets in scripts and comments do not count.
 * The result is an upper bound: it counts the columns of indicators and first texts, more indicators on a line, and open
 * brackets.
 */
export function tooDeepAt(text: string, limit: number): number | null {
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
    if (columns.length + inline + brackets > limit) return offset;
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

function isBlank(type: CST.TokenType | "scalar" | null): boolean {
  return type === "space" || type === "newline" || type === "comment" || type === "byte-order-mark";
}
