import type { Readable } from "node:stream";

/** The part of a stream that is written to. */
export type Sink = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

/** The outside world of one command, so that a test can be one. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Has `listener` called at the next Ctrl-C instead of ending the process; gives what takes it back. */
  readonly onInterrupt: (listener: () => void) => () => void;
};
