import type { LogChunk } from "#contract/pipelines/pipelines.ts";
import { type LogLine, LogLines } from "#engine/log/log-lines.ts";
import { type ShownSpan, shownSpans } from "#engine/log/shown-line.ts";
import { displayWidth } from "../text/display-width.ts";
import { coloredText } from "../text/log-text.ts";
import type { Sink } from "../text/terminal.ts";

/** Rows that have been printed are of no use any more. */
const MAX_KEPT_LINES = 100;
const ERASE_ROW = "\r\u001B[K";

/**
 * A log on a terminal. Lines are printed when they have ended. The last one, which may still be written over, is drawn
 * behind them and drawn anew with each change: so the log can neither overwrite other lines nor write elsewhere.
 */
export class TerminalLog {
  private readonly stdout: Sink;
  private readonly stamp: (at: Date) => string;
  private readonly rows: LogLines;
  private isDrawn = false;

  constructor(stdout: Sink, stamp: (at: Date) => string, say: (text: string, at: Date) => void) {
    this.stdout = stdout;
    this.stamp = stamp;
    this.rows = new LogLines({
      most: MAX_KEPT_LINES,
      onClosed: (line, isEnded) => {
        if (line.stream === "system") say(textOf(line), line.at);
        // A long line goes on at once where it is the only stream. Else a line of another stream may come between.
        else this.stdout.write(this.rowText(line) + (isEnded || line.stream !== "merged" ? "\n" : ""));
      },
    });
  }

  take(chunks: readonly LogChunk[]): void {
    this.pause();
    this.rows.append(chunks);
    this.draw();
  }

  pause(): void {
    if (this.isDrawn) this.stdout.write(ERASE_ROW);
    this.isDrawn = false;
  }

  end(): void {
    this.pause();
    for (const line of this.rows.openLines()) this.stdout.write(this.rowText(line));
  }

  private rowText(line: LogLine): string {
    return (line.isRest ? "" : this.stamp(line.at)) + coloredText(shownSpans(line));
  }

  private draw(): void {
    const { columns } = this.stdout;
    const line = this.rows.openLines().at(-1);
    // What is wider than the terminal could not be erased again.
    if (columns === undefined || line === undefined || line.isRest) return;
    const stamp = this.stamp(line.at);
    const room = columns - 1 - (stamp === "" ? 0 : STAMP_COLUMNS);
    this.stdout.write(stamp + coloredText(cutSpans(shownSpans(line), room)));
    this.isDrawn = true;
  }
}

/** `2026-02-03T14:05:06.123+01:00` and a blank. */
const STAMP_COLUMNS = 30;

function textOf(line: LogLine): string {
  return shownSpans(line)
    .map(({ text }) => text)
    .join("");
}

/** The beginning of a line, as far as it has room. It ends before a tab, whose width depends on its place. */
function cutSpans(spans: readonly ShownSpan[], room: number): ShownSpan[] {
  const kept: ShownSpan[] = [];
  let left = room;
  for (const { text, look } of spans) {
    let shown = "";
    for (const character of text) {
      const width = displayWidth(character);
      if (character === "\t" || width > left) return [...kept, { text: shown, look }];
      shown += character;
      left -= width;
    }
    kept.push({ text: shown, look });
  }
  return kept;
}
