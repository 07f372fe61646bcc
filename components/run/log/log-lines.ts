import type { LogChunk } from "#contract/pipelines.ts";
import { type AnsiLook, ansiSpans, PLAIN } from "./ansi-spans.ts";

export type LogStream = LogChunk["stream"];

/** One row of a log on the screen. */
export type LogLine = {
  /** From 1 without a gap, as it is linked to. A row that goes on with a long line has a number of its own. */
  readonly number: number;
  readonly stream: LogStream;
  /** With its escape sequences; `ansiSpans` reads them. */
  text: string;
  /** How the line before it left the terminal. */
  readonly look: AnsiLook;
  /** True where it goes on with a line that is too long for one row. */
  readonly isRest: boolean;
};

/**
 * A browser draws no taller page than some 16 million pixels, and half a million rows are more than anybody reads; the
 * whole log is there to be downloaded.
 */
const MAX_LINES = 500_000;
/** Lines are let go of in such batches, since each costs moving all the others. */
const BATCH = 50_000;
/** Longer lines go on in a row of their own: one row of a megabyte would stop the page. */
const MAX_ROW = 4_000;

type Open = { line: LogLine; isReturned: boolean };

/**
 * The lines of one attempt's log, as they come. It changes in place, since a copy of a long log for each piece of it
 * would cost more than all the rest; who shows it is told by a number that `append` raises.
 */
export class LogLines {
  readonly lines: LogLine[] = [];
  /** The last seq that was taken: ask for more after it. */
  seq = 0;
  /** Lines that were let go of at the beginning. */
  dropped = 0;
  /** The number of the first line of stderr; null: there is none. */
  firstError: number | null = null;
  private readonly open = new Map<LogStream, Open>();
  private readonly looks = new Map<LogStream, AnsiLook>();
  private readonly most: number;

  constructor(most = MAX_LINES) {
    this.most = most;
  }

  /** Takes chunks in order. One that is known already is ignored. @returns whether anything changed. */
  append(chunks: readonly LogChunk[]): boolean {
    const before = this.seq;
    for (const chunk of chunks) {
      if (chunk.seq <= this.seq) continue;
      this.seq = chunk.seq;
      this.take(chunk.stream, chunk.text);
    }
    const surplus = this.lines.length - this.most;
    if (surplus > 0) this.drop(Math.max(surplus, Math.min(BATCH, Math.floor(this.most / 2))));
    return this.seq > before;
  }

  /** A line's place among those that are kept; null where it is not there. */
  placeOf(number: number): number | null {
    const place = number - 1 - this.dropped;
    return this.lines[place] === undefined ? null : place;
  }

  private take(stream: LogStream, text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.write(stream, text.slice(start, end));
      this.close(stream);
      start = end + 1;
    }
    if (start < text.length) this.write(stream, text.slice(start));
  }

  /** Text without a line break. A carriage return goes back to the line's beginning, where what follows replaces it. */
  private write(stream: LogStream, text: string): void {
    const open = this.open.get(stream) ?? this.begin(stream, false);
    for (const [index, part] of text.split("\r").entries()) {
      if (index > 0) open.isReturned = true;
      if (part === "") continue;
      if (open.isReturned) open.line.text = "";
      open.isReturned = false;
      open.line.text += part;
    }
    this.cutLong(stream);
  }

  private cutLong(stream: LogStream): void {
    for (let open = this.open.get(stream); open !== undefined && open.line.text.length > MAX_ROW; ) {
      const { text } = open.line;
      // Not between the two halves of a character.
      const cut = /[\ud800-\udbff]/.test(text.charAt(MAX_ROW - 1)) ? MAX_ROW - 1 : MAX_ROW;
      open.line.text = text.slice(0, cut);
      this.keepLook(stream, open.line);
      open = this.begin(stream, true);
      open.line.text = text.slice(cut);
    }
  }

  private begin(stream: LogStream, isRest: boolean): Open {
    const number = this.dropped + this.lines.length + 1;
    const line = { number, stream, text: "", look: this.looks.get(stream) ?? PLAIN, isRest };
    this.lines.push(line);
    if (stream === "stderr") this.firstError ??= number;
    const open = { line, isReturned: false };
    this.open.set(stream, open);
    return open;
  }

  private close(stream: LogStream): void {
    const open = this.open.get(stream);
    if (open !== undefined) this.keepLook(stream, open.line);
    this.open.delete(stream);
  }

  private keepLook(stream: LogStream, { text, look }: LogLine): void {
    if (text.includes("\x1b")) this.looks.set(stream, ansiSpans(text, look).look);
  }

  private drop(count: number): void {
    this.lines.splice(0, count);
    this.dropped += count;
    if (this.firstError !== null && this.firstError <= this.dropped)
      this.firstError = this.lines.find(({ stream }) => stream === "stderr")?.number ?? null;
  }
}
