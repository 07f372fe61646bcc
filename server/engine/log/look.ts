/** 0 to 15 are the colours of the terminal or the theme, 16 to 255 those of `tableColor`. A text is `#rrggbb`. */
export type LogColor = number | string;

/** How a piece of a log looks. */
export type LogLook = {
  readonly color?: LogColor;
  readonly background?: LogColor;
  readonly isBold?: true;
  readonly isDim?: true;
  readonly isItalic?: true;
  readonly isUnderlined?: true;
  readonly isStruck?: true;
  readonly isInverse?: true;
  /** Where OSC 8 links to, http and https only. */
  readonly href?: string;
};

export const PLAIN: LogLook = {};

/** An address of http or https whose host is a name or a number, without a name of a user, which could look like a host. */
const LINK = /^https?:\/\/(?:[\p{L}\p{N}._-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/iu;
const MAX_LINK = 2_000;

/** The look after an OSC 8 command: with its link, or without one where it has none, or one that is not http or https. */
export function linked({ href: _old, ...rest }: LogLook, osc: string): LogLook {
  const href = osc.slice(osc.indexOf(";", 2) + 1);
  return href.length <= MAX_LINK && LINK.test(href) ? { ...rest, href } : rest;
}

/** The look after an SGR command (`CSI … m`) with these parameters. */
export function lookAfter(before: LogLook, parameters: string): LogLook {
  if (!/^[\d;:]*$/.test(parameters)) return before;
  const parts = parameters.split(";", 64);
  let look = before;
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? "";
    if (part.includes(":")) look = lookWithParts(look, part.split(":", 16).map(Number));
    else if (LONG_COLORS.has(Number(part))) {
      const { color, length } = longColor(parts.slice(at + 1, at + 5).map(Number));
      at += length;
      look = withLongColor(look, Number(part), color);
    } else look = lookWith(look, Number(part));
  }
  return look;
}

/** The colour of the text, of its background and of the line under it: more numbers follow. */
const LONG_COLORS: ReadonlySet<number> = new Set([38, 48, 58]);

/** One code whose numbers are joined by colons, such as `4:3` (a curled line under the text) or `38:2::1:2:3`. */
function lookWithParts(look: LogLook, [code = 0, ...numbers]: readonly number[]): LogLook {
  if (code === 4) return numbers[0] === 0 ? without(look, "isUnderlined") : lookWith(look, 4);
  if (!LONG_COLORS.has(code)) return look;
  const [kind = 0, ...rest] = numbers;
  // A colour space may stand before red, green and blue.
  return withLongColor(look, code, longColor([kind, ...(kind === 2 ? rest.slice(-3) : rest)]).color);
}

function withLongColor(look: LogLook, code: number, color: LogColor | null): LogLook {
  if (color === null || code === 58) return look;
  return { ...look, [code === 38 ? "color" : "background"]: color };
}

function lookWith(look: LogLook, code: number): LogLook {
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
    case 21:
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

function without(look: LogLook, ...keys: (keyof LogLook)[]): LogLook {
  return Object.fromEntries(Object.entries(look).filter(([key]) => !keys.includes(key as keyof LogLook)));
}

/** `5;n` of the 256 colours, or `2;r;g;b`; what is behind 38 and 48. `length` is how many numbers it takes. */
function longColor(numbers: readonly number[]): { color: LogColor | null; length: number } {
  const [kind, ...rest] = numbers;
  if (kind === 5) {
    const index = rest[0] ?? -1;
    return { color: isByte(index) ? index : null, length: 2 };
  }
  if (kind !== 2) return { color: null, length: 0 };
  return { color: rest.length === 3 && rest.every(isByte) ? hex(rest) : null, length: 4 };
}

/** One of the colours 16 to 255 as `#rrggbb`: a cube of 6 by 6 by 6, and greys. */
export function tableColor(index: number): string {
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
