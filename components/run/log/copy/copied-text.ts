import type { LogLine, LogLines } from "#engine/log/log-lines.ts";
import { shownText } from "#engine/log/shown-line.ts";

/** A place in a log: before this character of this line, as it is shown. */
export type LogPlace = { readonly line: number; readonly offset: number };

/**
 * The text of a log from one place to another, in either order, without numbers, times and names of streams. A line that is
 * shown in several rows is one line. A line at an end of which nothing is chosen does not count, so there is no line break
 * before or behind the text.
 */
export function copiedText(log: LogLines, one: LogPlace, other: LogPlace): string {
  const [from, to] = isBefore(one, other) ? [one, other] : [other, one];
  let text = "";
  let before: LogLine | null = null;
  for (let place = Math.max(0, from.line - 1 - log.dropped); place < to.line - log.dropped; place += 1) {
    const line = log.lines[place];
    if (line === undefined) break;
    const shown = shownText(line.text);
    const first = line.number === from.line ? from.offset : 0;
    const last = line.number === to.line ? to.offset : shown.length;
    const isEdge = from.line !== to.line && (line.number === from.line || line.number === to.line);
    if (isEdge && first === last && !(line.number === from.line && shown === "")) continue;
    if (before !== null && !(line.isRest && before.stream === line.stream)) text += "\n";
    text += shown.slice(first, last);
    before = line;
  }
  return text;
}

function isBefore(one: LogPlace, other: LogPlace): boolean {
  return one.line < other.line || (one.line === other.line && one.offset <= other.offset);
}

/** The text of a whole log, as far as it is kept. */
export function wholeText(log: LogLines): string {
  const last = log.lines.at(-1);
  if (last === undefined) return "";
  return copiedText(log, { line: 1, offset: 0 }, { line: last.number, offset: shownText(last.text).length });
}
