import { LogLines } from "#engine/log/log-lines.ts";
import type { LogColor, LogLook } from "#engine/log/look.ts";
import { type ShownSpan, shownText } from "#engine/log/shown-line.ts";

/** Pieces of a log for a terminal: with their colours and weights, and without any other control sequence. */
export function coloredText(spans: readonly ShownSpan[]): string {
  return spans
    .map(({ text, look }) => {
      const codes = codesOf(look);
      return codes.length === 0 ? text : `\u001B[${codes.join(";")}m${text}\u001B[0m`;
    })
    .join("");
}

/** The lines of a text that may hold control characters, as a terminal would show them, without colours. */
export function plainLog(text: string): string {
  const log = new LogLines();
  log.append([{ seq: 1, stream: "system", text, at: new Date(0) }]);
  return log.lines.map((line) => shownText(line.text)).join("\n");
}

function codesOf(look: LogLook): (number | string)[] {
  const codes: (number | string)[] = [];
  if (look.isBold) codes.push(1);
  if (look.isDim) codes.push(2);
  if (look.isItalic) codes.push(3);
  if (look.isUnderlined) codes.push(4);
  if (look.isInverse) codes.push(7);
  if (look.isStruck) codes.push(9);
  if (look.color !== undefined) codes.push(colorCode(look.color, 30));
  if (look.background !== undefined) codes.push(colorCode(look.background, 40));
  return codes;
}

/** @param first the code of black: 30 for the text, 40 for its background. */
function colorCode(color: LogColor, first: 30 | 40): number | string {
  if (typeof color === "string") {
    const [red = "", green = "", blue = ""] = color.slice(1).match(/../g) ?? [];
    return [first + 8, 2, ...[red, green, blue].map((byte) => Number.parseInt(byte, 16))].join(";");
  }
  if (color < 8) return first + color;
  return color < 16 ? first + 60 + color - 8 : `${first + 8};5;${color}`;
}
