import type { Readable } from "node:stream";

/** The part of a stream that is needed for writing. */
export type Sink = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

/** The environment and streams of one command, so that a test can replace them. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Calls `listener` at the next Ctrl-C instead of ending the process; gives a function that removes it. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** For a command that does nothing but print: from now on it ends where nobody reads it. All others go on. */
  readonly endWithReaders: () => void;
};
