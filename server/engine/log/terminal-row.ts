import { characterWidth } from "./character-width.ts";
import { type LogLook, PLAIN } from "./look.ts";

/** A row of a log is as wide as this. What is longer goes on in the next row: one row of a megabyte would stop a page. */
export const MAX_COLUMNS = 4_000;
/** The width where lines are looked for and none is drawn. A row is put together anew for each piece of it, so it has an end, too. */
export const WHOLE_LINE = 65_536;
/** A character and the marks that are written over it, in UTF-16 units. */
const MAX_GLYPH = 16;
const TAB = 8;
/** No further is the cursor moved behind the text: else a few bytes would become a row of thousands of blanks. */
const MAX_MOVE = 256;

/** A piece of a row in one look, up to this place of its text. */
export type LogSpan = { readonly end: number; readonly look: LogLook };

/**
 * One row of a terminal. It obeys what moves the cursor or erases within a row: a carriage return, a backspace, a tab,
 * and `CSI` C, D, G, K and X.
 */
export class TerminalRow {
  /** What is in each column. The second column of a wide character and those of a tab are "". */
  private readonly glyphs: string[] = [];
  private readonly looks: LogLook[] = [];
  private column = 0;
  private readonly width: number;

  constructor(width = MAX_COLUMNS) {
    this.width = width;
  }

  /** Writes a character at the cursor. Gives false, and writes nothing, where the row has no room for it. */
  print(character: string, look: LogLook): boolean {
    const width = characterWidth(character);
    if (width === 0 && this.addMark(character)) return true;
    const columns = Math.max(1, width);
    if (this.column + columns > this.width) return false;
    this.put(character, columns, look);
    return true;
  }

  /** A tab in front of the end moves the cursor only. At the end it is kept as what it is, so that it can be copied. */
  tab(look: LogLook): boolean {
    const to = this.column + TAB - (this.column % TAB);
    if (to > this.width) return false;
    if (this.column < this.glyphs.length) this.column = to;
    else this.put("\t", to - this.column, look);
    return true;
  }

  carriageReturn(): void {
    this.column = 0;
  }

  backspace(): void {
    this.moveTo(this.place - 1);
  }

  /** Carries out `CSI parameters final`. What has no meaning within a row is ignored. */
  carryOut(parameters: string, final: string): void {
    const number = /^\d{0,9}/.exec(parameters)?.[0] ?? "";
    const count = Math.min(Math.max(1, Number(number)), this.width);
    switch (final) {
      case "C":
        this.moveTo(this.column + count);
        break;
      case "D":
        this.moveTo(this.place - count);
        break;
      case "G":
      case "`":
        this.moveTo(count - 1);
        break;
      case "K":
        this.erase(Number(number));
        break;
      case "J":
        // From the cursor to the end of the screen: nothing is below this row.
        if (Number(number) === 0) this.erase(0);
        break;
      case "X":
        this.blank(this.column, Math.min(this.column + count, this.glyphs.length));
    }
  }

  /** The text, and its looks; null where all of it has the look `first`. */
  read(first: LogLook): { readonly text: string; readonly spans: readonly LogSpan[] | null } {
    const spans: { end: number; look: LogLook }[] = [];
    let text = "";
    for (const [column, glyph] of this.glyphs.entries()) {
      text += glyph;
      const look = this.looks[column] ?? PLAIN;
      const last = spans.at(-1);
      if (last !== undefined && isSameLook(last.look, look)) last.end = text.length;
      else if (glyph !== "") spans.push({ end: text.length, look });
    }
    const isPlain = spans.length === 0 || (spans.length === 1 && isSameLook(spans[0]?.look ?? PLAIN, first));
    return { text, spans: isPlain ? null : spans };
  }

  private put(glyph: string, columns: number, look: LogLook): void {
    this.separate(this.column);
    this.separate(this.column + columns);
    this.pad(this.column);
    for (let at = 0; at < columns; at += 1) {
      this.glyphs[this.column + at] = at === 0 ? glyph : "";
      this.looks[this.column + at] = look;
    }
    this.column += columns;
  }

  private addMark(mark: string): boolean {
    let at = Math.min(this.column, this.glyphs.length) - 1;
    while (at > 0 && this.glyphs[at] === "") at -= 1;
    const glyph = this.glyphs[at];
    if (glyph === undefined || glyph.length + mark.length > MAX_GLYPH) return false;
    this.glyphs[at] = glyph + mark;
    return true;
  }

  /** Where the cursor is seen: behind the last column of a full row there is none. */
  private get place(): number {
    return Math.min(this.column, this.width - 1);
  }

  private moveTo(column: number): void {
    const last = Math.max(MAX_MOVE, Math.min(this.glyphs.length, this.width - 1));
    this.column = Math.min(Math.max(0, column), last);
  }

  private erase(mode: number): void {
    if (mode === 0) {
      this.separate(this.column);
      this.cut(this.column);
    } else if (mode === 1) this.blank(0, Math.min(this.column + 1, this.glyphs.length));
    else if (mode === 2) this.cut(0);
  }

  private blank(from: number, to: number): void {
    this.separate(from);
    this.separate(to);
    this.glyphs.fill(" ", from, to);
    this.looks.fill(PLAIN, from, to);
  }

  private pad(to: number): void {
    while (this.glyphs.length < to) {
      this.glyphs.push(" ");
      this.looks.push(PLAIN);
    }
  }

  private cut(length: number): void {
    if (length >= this.glyphs.length) return;
    this.glyphs.length = length;
    this.looks.length = length;
  }

  /** Where the border before `column` is within a wide character, blanks take its place, as in a terminal. */
  private separate(column: number): void {
    if (this.glyphs[column] !== "") return;
    let from = column;
    while (from > 0 && this.glyphs[from] === "") from -= 1;
    let to = column;
    while (this.glyphs[to] === "") to += 1;
    this.glyphs.fill(" ", from, to);
  }
}

function isSameLook(one: LogLook, other: LogLook): boolean {
  if (one === other) return true;
  const keys = Object.keys(one) as (keyof LogLook)[];
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
