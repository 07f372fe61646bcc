import { Readable } from "node:stream";
import { runCommandLine } from "./run-command-line.ts";

/** A command that was said, for tests: what it says grows while it runs. */
export type SpokenCommand = {
  readonly code: Promise<number>;
  readonly out: string;
  readonly err: string;
  /** As Ctrl-C does. */
  interrupt(): void;
};

/**
 * Runs one command in this process.
 *
 * @param words what stands behind `signalbox`.
 * @param env the whole environment: nothing of this process's is seen.
 */
export function runCliForTest(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin = "",
): SpokenCommand {
  const said = { out: "", err: "", code: Promise.resolve(0), interrupt: () => {} };
  said.code = runCommandLine(words, {
    env: { SIGNALBOX_DATA: "/nonexistent", ...env },
    stdin: Readable.from([stdin]),
    stdout: {
      write: (text) => {
        said.out += text;
      },
    },
    stderr: {
      write: (text) => {
        said.err += text;
      },
    },
    onInterrupt: (listener) => {
      said.interrupt = listener;
      return () => {
        said.interrupt = () => {};
      };
    },
  });
  return said;
}
