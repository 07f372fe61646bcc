import type { LogLook } from "./look.ts";
import type { LogSpan } from "./terminal-row.ts";

/** A line as `LogLines` keeps it. */
type Line = { readonly text: string; readonly look: LogLook; readonly spans: readonly LogSpan[] | null };

/** A piece of a line in one look. Its text holds no control character but tabs. */
export type ShownSpan = { readonly text: string; readonly look: LogLook };

/** Marks that turn the reading direction. */
const DIRECTION = /\p{Bidi_Control}/gu;

/** A line in pieces, for the eye: marks of the reading direction are shown as their code. */
export function shownSpans({ text, look, spans }: Line): ShownSpan[] {
  if (spans === null) return text === "" ? [] : [{ text: shownText(text), look }];
  let from = 0;
  return spans.map((span) => {
    const piece = { text: shownText(text.slice(from, span.end)), look: span.look };
    from = span.end;
    return piece;
  });
}

/** The text of a line, as `shownSpans` shows it. */
export function shownText(text: string): string {
  return text.replace(DIRECTION, (mark) => `<U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase()}>`);
}
