import type { LogLine, LogStream } from "../log-lines.ts";
import { ErrorFinder } from "./error-finder.ts";
import { lineMark } from "./line-mark.ts";

/** Lines that belong together and can be hidden: those behind `start` up to `end`. */
export type LogFold = {
  /** The number of the line that names it. */
  readonly start: number;
  /** The number of its last line; null as long as it has not ended. */
  end: number | null;
  /** Whether a line in it says what went wrong. */
  hasError: boolean;
};

/** Where the folds and the errors of a log are. It changes in place, as the lines do. */
export class LogMarks {
  readonly folds: LogFold[] = [];
  /** The numbers of the lines that say what went wrong, in order. */
  readonly errors: number[] = [];
  /** The last line of the script that is not blank; of stderr, where that has a stream of its own. */
  private last: LogLine | null = null;
  private readonly finders = new Map<LogStream, ErrorFinder>();

  /** Takes a line that will not change any more. */
  take(line: LogLine): void {
    if (line.stream === "system") return;
    this.noteLast(line);
    // A row that goes on with a line says nothing of its own.
    if (line.isRest) return;
    this.noteFold(line);
    const finder = this.finders.get(line.stream) ?? new ErrorFinder();
    this.finders.set(line.stream, finder);
    const found = finder.take(line.number, line.text);
    if (found !== null) this.noteError(found);
  }

  /** The attempt has ended. The last line of one that failed most often says why. */
  end(hasFailed: boolean): void {
    if (hasFailed && this.last !== null && !this.isNearEnd(this.last.number))
      this.noteError(this.last.number);
  }

  private noteLast(line: LogLine): void {
    if (line.text.trim() === "" || lineMark(line.text)?.kind === "endgroup") return;
    if (line.stream === "stderr" || this.last?.stream !== "stderr") this.last = line;
  }

  /** True where a found error is so near to the last line that this only belongs to it, as the calls of a stack do. */
  private isNearEnd(last: number): boolean {
    const found = this.errors.at(-1);
    return found !== undefined && last - found < NEAR;
  }

  private noteFold({ number, text }: LogLine): void {
    const kind = lineMark(text)?.kind;
    const open = this.folds.at(-1);
    if (open?.end === null && (kind === "group" || kind === "endgroup"))
      open.end = kind === "group" ? number - 1 : number;
    if (kind === "group") this.folds.push({ start: number, end: null, hasError: false });
  }

  private noteError(line: number): void {
    let place = this.errors.length;
    while (place > 0 && (this.errors[place - 1] ?? 0) > line) place -= 1;
    if (this.errors[place - 1] === line) return;
    this.errors.splice(place, 0, line);
    const fold = this.folds.findLast(({ start }) => start < line);
    if (fold !== undefined && (fold.end === null || fold.end >= line)) fold.hasError = true;
  }
}

/** The calls of a stack that may stand behind an error at the end of a log. */
const NEAR = 40;
