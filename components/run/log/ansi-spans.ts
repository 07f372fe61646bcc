/** How a piece of a log looks. Colours 0 to 15 are the theme's; others are `#rrggbb`. */
export type AnsiLook = {
  readonly color?: number | string;
  readonly background?: number | string;
  readonly isBold?: true;
  readonly isDim?: true;
  readonly isItalic?: true;
  readonly isUnderlined?: true;
  readonly isStruck?: true;
  readonly isInverse?: true;
  /** Where OSC 8 links to, http and https only. */
  readonly href?: string;
};

export type AnsiSpan = { readonly text: string; readonly look: AnsiLook };

export const PLAIN: AnsiLook = {};

/**
 * Escape sequences, each whole: CSI; OSC up to BEL or ST (a log line that ends before one ends it too); the other
 * strings (DCS, SOS, PM, APC); two-character ones. Every branch is linear, since a script chooses the text.
 */
const ESCAPE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escapes are made of control characters.
  /\x1b\[([0-?]*)[ -/]*([@-~]?)|\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)?|\x1b[PX^_][^\x1b]*(?:\x1b\\)?|\x1b[ -/]*[0-~]?/g;
/** What a terminal would obey and a log must not: controls but tab, and marks that turn the reading direction. */
const UNSEEN = /[^\P{Cc}\t]|\p{Bidi_Control}/gu;
const LINK = /^https?:\/\/[^\s]{1,2000}$/i;

/**
 * A line of a script's output as pieces with a look. Colours, weights and links are kept, every other command to the
 * terminal is dropped; the text holds no control character, and direction marks are shown as their code.
 *
 * @param from the look that the line begins with: that of the end of the line before, as in a terminal.
 * @returns the pieces, and the look that the next line begins with.
 */
export function ansiSpans(line: string, from: AnsiLook): { spans: AnsiSpan[]; look: AnsiLook } {
  const spans: AnsiSpan[] = [];
  let look = from;
  let place = 0;
  const add = (end: number) => {
    const text = line.slice(place, end).replace(UNSEEN, visible);
    if (text !== "") spans.push({ text, look });
  };
  if (line.includes("\x1b")) {
    for (const match of line.matchAll(ESCAPE)) {
      add(match.index);
      place = match.index + match[0].length;
      const [, codes, final, osc] = match;
      if (final === "m" && codes !== undefined) look = lookAfter(look, codes);
      else if (osc?.startsWith("8;")) look = linked(look, osc);
    }
  }
  add(line.length);
  return { spans, look };
}

/** The line as it reads, without its looks. */
export function plainLine(line: string): string {
  if (line.includes("\x1b"))
    return ansiSpans(line, PLAIN)
      .spans.map(({ text }) => text)
      .join("");
  return line.replace(UNSEEN, visible);
}

function visible(character: string): string {
  if (/\p{Cc}/u.test(character)) return "";
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}>`;
}

function linked({ href: _old, ...rest }: AnsiLook, osc: string): AnsiLook {
  const href = osc.slice(osc.indexOf(";", 2) + 1);
  return LINK.test(href) && URL.canParse(href) ? { ...rest, href } : rest;
}

function lookAfter(before: AnsiLook, codes: string): AnsiLook {
  const numbers = codes.split(/[;:]/, 64).map(Number);
  let look = before;
  for (let at = 0; at < numbers.length; at += 1) {
    const code = numbers[at] ?? 0;
    if (code === 38 || code === 48) {
      const { color, length } = longColor(numbers, at + 1);
      at += length;
      if (color !== null) look = { ...look, [code === 38 ? "color" : "background"]: color };
    } else look = lookWith(look, code);
  }
  return look;
}

function lookWith(look: AnsiLook, code: number): AnsiLook {
  if (code >= 30 && code <= 37) return { ...look, color: code - 30 };
  if (code >= 90 && code <= 97) return { ...look, color: code - 82 };
  if (code >= 40 && code <= 47) return { ...look, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...look, background: code - 92 };
  switch (code) {
    case 0:
      return look.href === undefined ? PLAIN : { href: look.href };
    case 1:
      return { ...look, isBold: true };
    case 2:
      return { ...look, isDim: true };
    case 3:
      return { ...look, isItalic: true };
    case 4:
      return { ...look, isUnderlined: true };
    case 7:
      return { ...look, isInverse: true };
    case 9:
      return { ...look, isStruck: true };
    case 22:
      return without(look, "isBold", "isDim");
    case 23:
      return without(look, "isItalic");
    case 24:
      return without(look, "isUnderlined");
    case 27:
      return without(look, "isInverse");
    case 29:
      return without(look, "isStruck");
    case 39:
      return without(look, "color");
    case 49:
      return without(look, "background");
    default:
      return look;
  }
}

function without(look: AnsiLook, ...keys: (keyof AnsiLook)[]): AnsiLook {
  return Object.fromEntries(Object.entries(look).filter(([key]) => !keys.includes(key as keyof AnsiLook)));
}

/** `5;n` of the 256 colours, or `2;r;g;b`; what is behind 38 and 48. */
function longColor(
  numbers: readonly number[],
  at: number,
): { color: number | string | null; length: number } {
  const [kind, ...rest] = numbers.slice(at, at + 4);
  if (kind === 5) return { color: tableColor(rest[0] ?? -1), length: 2 };
  if (kind !== 2) return { color: null, length: 0 };
  return { color: rest.length === 3 && rest.every(isByte) ? hex(rest) : null, length: 4 };
}

function tableColor(index: number): number | string | null {
  if (!isByte(index)) return null;
  if (index < 16) return index;
  if (index >= 232) return hex(Array<number>(3).fill(8 + (index - 232) * 10));
  const cube = index - 16;
  return hex(
    [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) =>
      step === 0 ? 0 : 55 + step * 40,
    ),
  );
}

function isByte(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= 255;
}

function hex(bytes: readonly number[]): string {
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
