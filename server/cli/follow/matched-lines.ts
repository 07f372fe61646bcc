import type { LogChunk } from "#contract/pipelines/pipelines.ts";
import { type LogLine, LogLines } from "#engine/log/log-lines.ts";
import type { LogMatcher } from "#engine/log/log-matcher.ts";
import { shownSpans, shownText } from "#engine/log/shown-line.ts";
import { WHOLE_LINE } from "#engine/log/terminal-row.ts";
import type { CommandContext } from "../command/command-context.ts";
import { coloredText } from "../text/log-text.ts";
import { type LogOutput, stampOf } from "./log-output.ts";

/** Lines that were looked at are of no use any more. */
const MAX_KEPT_LINES = 100;

/** Gives the lines of a log that a matcher finds, as a terminal would show them, each once it has ended. */
export class MatchedLines implements LogOutput {
  /** How many were found. */
  count = 0;
  private readonly matcher: LogMatcher;
  private readonly onMatch: (line: LogLine) => void;
  private rows = this.rowsFrom(1);

  constructor(matcher: LogMatcher, onMatch: (line: LogLine) => void) {
    this.matcher = matcher;
    this.onMatch = onMatch;
  }

  /** To be called first, where what comes begins with another line than the first of the log. */
  beginWith(line: number): void {
    this.rows = this.rowsFrom(line);
  }

  take(chunks: readonly LogChunk[]): void {
    this.rows.append(chunks);
  }

  pause(): void {}

  end(): void {
    for (const line of this.rows.openLines()) this.look(line);
  }

  private rowsFrom(first: number): LogLines {
    const onClosed = (line: LogLine) => this.look(line);
    return new LogLines({ most: MAX_KEPT_LINES, first, width: WHOLE_LINE, onClosed });
  }

  private look(line: LogLine): void {
    if (!this.matcher.isIn(shownText(line.text))) return;
    this.count += 1;
    this.onMatch(line);
  }
}

/** Prints a line that was found: with its colours on a terminal only. What Signalbox says goes to stderr. */
export function printMatch(context: CommandContext, hasTimes: boolean): (line: LogLine) => void {
  const { stdout } = context.terminal;
  const stamp = stampOf(context, hasTimes);
  return (line) => {
    const plain = shownText(line.text);
    if (line.stream === "system") context.say(`${stamp(line.at)}${plain}`);
    else stdout.write(`${stamp(line.at)}${stdout.isTTY ? coloredText(shownSpans(line)) : plain}\n`);
  };
}
