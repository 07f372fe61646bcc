import { CellRow, MAX_COLUMNS, TAB } from "./cell-row.ts";
import { hasMarks, widthWithoutMarks } from "./character-width.ts";
import { isSameLook, type LogLook, PLAIN } from "./look.ts";

/** A piece of a row in one look, up to this place of its text. */
export type LogSpan = { end: number; readonly look: LogLook };

/** One column for each character. */
const SIMPLE = /^[ -~]*$/;

/**
 * One row of a terminal. It obeys what moves the cursor or erases within a row: a carriage return, a backspace, a tab,
 * and `CSI` C, D, G, K and X. As long as text only comes behind what is there, as in nearly all lines, no columns are kept.
 */
export class TerminalRow {
  private text = "";
  private spans: LogSpan[] = [];
  private columns = 0;
  /** Whether the cursor went back to the beginning, and nothing was written since. */
  private isReturned = false;
  private cells: CellRow | null = null;

  /** Writes text at the cursor, as far as there is room. Gives how much of it was written, in UTF-16 units. */
  write(text: string, look: LogLook): number {
    if (this.cells === null && (this.isReturned || (!SIMPLE.test(text) && hasMarks(text)))) this.makeCells();
    if (this.cells !== null) return this.cells.write(text, look);
    const length = this.lengthThatFits(text);
    this.add(length === text.length ? text : text.slice(0, length), look);
    return length;
  }

  /**
   * Carries out a control character: carriage return, backspace or tab; others are ignored. Gives false where the row has
   * no room for a tab.
   */
  obey(character: string, look: LogLook): boolean {
    if (character === "\t") return this.tab(look);
    if (character === "\b") this.makeCells().backspace();
    else if (character === "\r") this.carriageReturn();
    return true;
  }

  /** Carries out `CSI parameters final`. What has no meaning within a row is ignored. */
  carryOut(parameters: string, final: string): void {
    if (CellRow.obeys(final)) this.makeCells().carryOut(parameters, final);
  }

  /** The text, and its looks; null where all of it has the look `first`. */
  read(first: LogLook): { readonly text: string; readonly spans: readonly LogSpan[] | null } {
    const { text, spans } = this.cells === null ? { text: this.text, spans: this.spans } : this.cells.read();
    const isPlain = spans.length === 0 || (spans.length === 1 && isSameLook(spans[0]?.look ?? PLAIN, first));
    return { text, spans: isPlain ? null : spans.map((span) => ({ ...span })) };
  }

  private tab(look: LogLook): boolean {
    if (this.isReturned) this.makeCells();
    if (this.cells !== null) return this.cells.tab(look);
    const to = this.columns + TAB - (this.columns % TAB);
    if (to > MAX_COLUMNS) return false;
    this.columns = to;
    this.add("\t", look);
    return true;
  }

  private carriageReturn(): void {
    if (this.cells === null) this.isReturned = true;
    else this.cells.carriageReturn();
  }

  private add(text: string, look: LogLook): void {
    if (text === "") return;
    this.text += text;
    const last = this.spans.at(-1);
    if (last !== undefined && isSameLook(last.look, look)) last.end = this.text.length;
    else this.spans.push({ end: this.text.length, look });
  }

  /** How much of a text without marks has room, in UTF-16 units; its columns are taken. */
  private lengthThatFits(text: string): number {
    if (SIMPLE.test(text)) {
      const length = Math.min(text.length, MAX_COLUMNS - this.columns);
      this.columns += length;
      return length;
    }
    let length = 0;
    while (length < text.length) {
      const code = text.codePointAt(length) ?? 0;
      const width = widthWithoutMarks(code);
      if (this.columns + width > MAX_COLUMNS) break;
      this.columns += width;
      length += code > 0xffff ? 2 : 1;
    }
    return length;
  }

  private makeCells(): CellRow {
    if (this.cells !== null) return this.cells;
    const cells = new CellRow();
    let from = 0;
    for (const { end, look } of this.spans) {
      for (const part of this.text.slice(from, end).split(/(\t)/)) {
        if (part === "\t") cells.tab(look);
        else cells.write(part, look);
      }
      from = end;
    }
    if (this.isReturned) cells.carriageReturn();
    this.isReturned = false;
    this.cells = cells;
    return cells;
  }
}
