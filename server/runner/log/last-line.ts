import { withoutTerminalCodes } from "#engine/text/terminal-codes.ts";
import type { LogSink } from "../execution/execution.ts";

/** The longest last line that is kept, in bytes. A longer line is shown from its end. */
const MAX_LINE_BYTES = 1_000;
/** Enough for the last line and some empty lines behind it. */
const MAX_KEPT_BYTES = 2 * MAX_LINE_BYTES;

/** A log of which the last line is known, for people who are told about a failure. */
export type LastLineSink = LogSink & {
  /** The last line of the task's own output that is not blank, without colours; null if there is none. */
  readonly lastLine: () => string | null;
};

/** Gives everything on to `sink`, and remembers the last line of stdout and stderr. */
export function lastLineSink(sink: LogSink): LastLineSink {
  let kept: Buffer = Buffer.alloc(0);
  return {
    write(stream, bytes) {
      if (stream !== "system") kept = Buffer.concat([kept, bytes]).subarray(-MAX_KEPT_BYTES);
      return sink.write(stream, bytes);
    },
    lastLine() {
      const line = withoutTerminalCodes(kept.toString("utf8"))
        .split(/\r?\n|\r/)
        .findLast((each) => each.trim() !== "");
      if (line === undefined) return null;
      const bytes = Buffer.from(line);
      if (bytes.length <= MAX_LINE_BYTES) return line.trim();
      // A cut may be within a character.
      return `…${bytes
        .subarray(-MAX_LINE_BYTES)
        .toString("utf8")
        .replace(/^\uFFFD+/, "")}`;
    },
  };
}
