import { CodeReader } from "./code-reader.ts";
import { type LogLook, linked, lookAfter, PLAIN } from "./look.ts";
import { type LogSpan, MAX_COLUMNS, TerminalRow } from "./terminal-row.ts";

/** A piece of a log, as it was read from the script. */
export type LogPiece = {
  /** From 1 without a gap. */
  readonly seq: number;
  /** `merged` is stdout and stderr together, in the order in which they were written. */
  readonly stream: "merged" | "stdout" | "stderr" | "system";
  /** Invalid UTF-8 shows as U+FFFD; the bytes themselves are kept. */
  readonly text: string;
  readonly at: Date;
};

export type LogStream = LogPiece["stream"];

/** One row of a log on the screen. */
export type LogLine = {
  /** From 1 without a gap, as it is linked to. A row that goes on with a long line has a number of its own. */
  readonly number: number;
  readonly stream: LogStream;
  /** When the runner read the beginning of the row. */
  readonly at: Date;
  /** As a terminal would show it, with tabs and without any other control character. */
  text: string;
  /** How the text looks that is in no span: as the line before it left the terminal. */
  readonly look: LogLook;
  /** The looks of the text; null: all of it has `look`. */
  spans: readonly LogSpan[] | null;
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
/** One column each, and nothing that a terminal would carry out. */
const SIMPLE = /^[ -~]*$/;

/** A stream whose text comes in pieces. */
type Reading = {
  readonly codes: CodeReader;
  /** How what is printed next looks. */
  look: LogLook;
  line: LogLine | null;
  /** What is in the line, once it is more than simple text; null until then. */
  row: TerminalRow | null;
};

export type LogLinesSettings = {
  /** How many lines are kept. */
  readonly most?: number;
  /** The number of the first line: what is before it is not read. */
  readonly first?: number;
  /** A row is as wide as this, and what is longer goes on in the next one. Absent: `MAX_COLUMNS`. */
  readonly width?: number;
  /** Called when a row will not change any more. `isEnded`: the line ends with it, and does not go on in another row. */
  readonly onClosed?: (line: LogLine, isEnded: boolean) => void;
};

/**
 * The lines of one attempt's log, as they come, read as by a terminal of one row. It
 * changes in place, since a copy of a long log for each piece of it would cost more than all the rest; who shows it is told
 * by a number that `append` raises.
 */
export class LogLines {
  readonly lines: LogLine[] = [];
  /** The last seq that was taken: ask for more after it. */
  seq = 0;
  /** Lines that were let go of at the beginning. */
  dropped = 0;
  /** The number of the first line of stderr; null: there is none. */
  firstError: number | null = null;
  private readonly readings = new Map<LogStream, Reading>();
  private readonly most: number;
  private readonly width: number;
  private readonly onClosed: NonNullable<LogLinesSettings["onClosed"]>;
  private at = new Date(0);

  constructor(settings: LogLinesSettings = {}) {
    const { most = MAX_LINES, first = 1, width = MAX_COLUMNS, onClosed = () => undefined } = settings;
    this.most = most;
    this.width = width;
    this.dropped = first - 1;
    this.onClosed = onClosed;
  }

  /** Takes chunks in order. One that is known already is ignored. @returns whether anything changed. */
  append(chunks: readonly LogPiece[]): boolean {
    const before = this.seq;
    for (const chunk of chunks) {
      if (chunk.seq <= this.seq) continue;
      this.seq = chunk.seq;
      this.at = chunk.at;
      this.take(chunk.stream, chunk.text);
    }
    for (const reading of this.readings.values()) settle(reading);
    const surplus = this.lines.length - this.most;
    if (surplus > 0) this.drop(Math.max(surplus, Math.min(BATCH, Math.floor(this.most / 2))));
    return this.seq > before;
  }

  /** A line's place among those that are kept; null where it is not there. */
  placeOf(number: number): number | null {
    const place = number - 1 - this.dropped;
    return this.lines[place] === undefined ? null : place;
  }

  /** The lines that have not ended yet. */
  openLines(): LogLine[] {
    return [...this.readings.values()].flatMap(({ line }) => (line === null ? [] : [line]));
  }

  private take(stream: LogStream, text: string): void {
    const reading = this.readings.get(stream) ?? {
      codes: new CodeReader(),
      look: PLAIN,
      line: null,
      row: null,
    };
    this.readings.set(stream, reading);
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.write(stream, reading, text.slice(start, end));
      reading.codes.endLine();
      this.close(stream, reading, true);
      start = end + 1;
    }
    if (start < text.length) this.write(stream, reading, text.slice(start));
  }

  /** Takes text without a line break. */
  private write(stream: LogStream, reading: Reading, text: string): void {
    if (text === "") return;
    if (reading.row === null && !reading.codes.isWithin && SIMPLE.test(text)) {
      const line = reading.line ?? this.begin(stream, reading, false);
      if (reading.look === line.look) {
        this.writeSimple(stream, reading, line, text);
        return;
      }
    }
    for (const code of reading.codes.read(text)) {
      if (code.kind === "csi" && code.final === "m") reading.look = lookAfter(reading.look, code.parameters);
      else if (code.kind === "osc") {
        if (code.text.startsWith("8;")) reading.look = linked(reading.look, code.text);
      } else if (code.kind === "text") this.print(stream, reading, code.text);
      else if (code.kind === "csi") this.rowOf(stream, reading).carryOut(code.parameters, code.final);
      else if (code.character === "\r") this.rowOf(stream, reading).carriageReturn();
      else if (code.character === "\b") this.rowOf(stream, reading).backspace();
      else if (code.character === "\t" && !this.rowOf(stream, reading).tab(reading.look))
        this.nextRow(stream, reading).tab(reading.look);
    }
  }

  private writeSimple(stream: LogStream, reading: Reading, first: LogLine, text: string): void {
    let line = first;
    let place = 0;
    for (;;) {
      const end = Math.min(text.length, place + this.width - line.text.length);
      line.text += text.slice(place, end);
      place = end;
      if (place === text.length) return;
      this.close(stream, reading, false);
      line = this.begin(stream, reading, true);
    }
  }

  private print(stream: LogStream, reading: Reading, text: string): void {
    let row = this.rowOf(stream, reading);
    for (const character of text) {
      if (row.print(character, reading.look)) continue;
      row = this.nextRow(stream, reading);
      row.print(character, reading.look);
    }
  }

  private nextRow(stream: LogStream, reading: Reading): TerminalRow {
    this.close(stream, reading, false);
    this.begin(stream, reading, true);
    return this.rowOf(stream, reading);
  }

  /** The row of the open line, column by column. */
  private rowOf(stream: LogStream, reading: Reading): TerminalRow {
    const line = reading.line ?? this.begin(stream, reading, false);
    if (reading.row === null) {
      reading.row = new TerminalRow(this.width);
      for (const character of line.text) reading.row.print(character, line.look);
    }
    return reading.row;
  }

  private begin(stream: LogStream, reading: Reading, isRest: boolean): LogLine {
    const number = this.dropped + this.lines.length + 1;
    const line = { number, stream, at: this.at, text: "", look: reading.look, spans: null, isRest };
    this.lines.push(line);
    if (stream === "stderr") this.firstError ??= number;
    reading.line = line;
    return line;
  }

  private close(stream: LogStream, reading: Reading, isEnded: boolean): void {
    const line = reading.line ?? this.begin(stream, reading, false);
    settle(reading);
    reading.line = null;
    reading.row = null;
    this.onClosed(line, isEnded);
  }

  private drop(count: number): void {
    this.lines.splice(0, count);
    this.dropped += count;
    if (this.firstError !== null && this.firstError <= this.dropped)
      this.firstError = this.lines.find(({ stream }) => stream === "stderr")?.number ?? null;
  }
}

/** Writes what the row says into its line. */
function settle({ line, row }: Reading): void {
  if (line === null || row === null) return;
  const { text, spans } = row.read(line.look);
  line.text = text;
  line.spans = spans;
}
