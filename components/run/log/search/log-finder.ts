import type { LogLines } from "#engine/log/log-lines.ts";
import type { LogMatcher } from "#engine/log/log-matcher.ts";
import { shownText } from "#engine/log/shown-line.ts";

/** Finds lines in a log that grows: a line that will not change any more is looked at once. */
export class LogFinder {
  private readonly log: LogLines;
  private readonly matcher: LogMatcher | null;
  private found: number[] = [];
  /** The number of the last line that was looked at and will not change. */
  private done = 0;

  constructor(log: LogLines, matcher: LogMatcher | null) {
    this.log = log;
    this.matcher = matcher;
  }

  /** The numbers of the lines that hold what is wanted, in order. */
  find(): readonly number[] {
    const { log, matcher } = this;
    if (matcher === null) return [];
    const found = this.found.filter((line) => line > log.dropped && line <= this.done);
    for (let place = Math.max(0, this.done - log.dropped); place < log.lines.length; place += 1) {
      const line = log.lines[place];
      if (line !== undefined && matcher.isIn(shownText(line.text))) found.push(line.number);
    }
    const open = log.openLines().map(({ number }) => number - 1);
    this.done = Math.min(log.dropped + log.lines.length, ...open);
    this.found = found;
    return found;
  }
}
