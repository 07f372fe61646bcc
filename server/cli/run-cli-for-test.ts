import { Readable } from "node:stream";
import { runCommandLine } from "./run-command-line.ts";

/** A command that runs in a test; its output grows while it runs. */
export type SpokenCommand = {
  readonly code: Promise<number>;
  readonly out: string;
  readonly err: string;
  /** Does what Ctrl-C does. */
  interrupt(): void;
};

/**
 * Runs one command in this process.
 *
 * @param words the words after `signalbox`.
 * @param env the whole environment: variables of this process are not used.
 * @param stdoutColumns given where stdout is a terminal.
 */
export function runCliForTest(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin = "",
  stdoutColumns?: number,
): SpokenCommand {
  const command = { out: "", err: "", code: Promise.resolve(0), interrupt: () => {} };
  command.code = runCommandLine(words, {
    env: { SIGNALBOX_DATA: "/nonexistent", ...env },
    stdin: Readable.from([stdin]),
    stdout: {
      write: (text) => {
        command.out += text;
      },
      ...(stdoutColumns !== undefined && { isTTY: true, columns: stdoutColumns }),
    },
    stderr: {
      write: (text) => {
        command.err += text;
      },
    },
    endWithReaders: () => undefined,
    onInterrupt: (listener) => {
      command.interrupt = listener;
      return () => {
        command.interrupt = () => {};
      };
    },
  });
  return command;
}
