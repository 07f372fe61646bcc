/** Among these are all characters that no XML document may have, also not as a number. */
const NOT_IN_XML = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** A text as a picture may hold it: what XML cannot have is shown as a replacement character. */
export function pictureText(text: string): string {
  return text.replace(/\s+/g, " ").replace(NOT_IN_XML, "\ufffd");
}

/** How many columns of a Latin letter a character takes: those of East Asia and emoji take two. */
export function columnsOf(character: string): number {
  return (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
}

/** A text that fits in so many columns; what is left out is an ellipsis. */
export function shortened(text: string, columns: number): string {
  const [line = "", ...more] = wrapped(text, columns, 2, Number.POSITIVE_INFINITY);
  if (more.length === 0) return line;
  return `${wrapped(line, columns - 1, 1, Number.POSITIVE_INFINITY)[0]?.trimEnd() ?? ""}…`;
}

/**
 * A text in lines of so many columns, broken at spaces where a line has some.
 *
 * @param maxLines the last of them ends with an ellipsis where there is more.
 */
export function wrappedText(text: string, columns: number, maxLines: number): readonly string[] {
  const lines = wrapped(text, columns, maxLines + 1);
  if (lines.length <= maxLines) return lines;
  const last = lines[maxLines - 1] ?? "";
  return [...lines.slice(0, maxLines - 1), `${wrapped(last, columns - 1, 1)[0] ?? ""}…`];
}

/** @param shortest how much of a line must stand before a space at which it is broken. */
function wrapped(text: string, columns: number, maxLines: number, shortest = columns / 3): readonly string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let width = 0;
  const end = (kept: readonly string[]) => {
    lines.push(line.join("").trimEnd());
    line = [...kept];
    width = kept.reduce((sum, character) => sum + columnsOf(character), 0);
  };
  for (const character of pictureText(text).trim()) {
    if (width + columnsOf(character) > columns) {
      const space = line.lastIndexOf(" ");
      const isBroken = space >= shortest && character !== " ";
      const kept = isBroken ? line.splice(space + 1) : [];
      end(kept);
      if (lines.length === maxLines) return lines;
      if (character === " ") continue;
    }
    line.push(character);
    width += columnsOf(character);
  }
  if (line.length > 0) end([]);
  return lines;
}
