import type { Writable } from "node:stream";
import { EXIT_CODE } from "./exit-code.ts";

/** Nobody reads the other end of the pipe any more. */
const UNREAD: ReadonlySet<string | undefined> = new Set(["EPIPE", "ERR_STREAM_DESTROYED"]);

/**
 * The streams of this process. A command goes on where nobody reads what it prints (`… | head`) and where that cannot be
 * written (a full disk): what it does must not depend on it, and its exit code tells what it did. What could not be
 * written is said on stderr, and is the exit code of a command that would have succeeded.
 */
export class ProcessOutput {
  private endsUnread = false;
  private isStdoutBroken = false;
  private isUnwritten = false;

  constructor(stdout: Writable, stderr: Writable) {
    for (const stream of [stdout, stderr])
      stream.on("error", (error: NodeJS.ErrnoException) => {
        const isOfResults = stream === stdout;
        if (!UNREAD.has(error.code) && !this.isUnwritten) {
          this.isUnwritten = true;
          if (isOfResults) stderr.write(`${unwrittenText(error)}\n`);
        }
        this.isStdoutBroken ||= isOfResults;
        this.endIfUseless();
      });
    process.once("exit", (code) => {
      if (this.isUnwritten && code === EXIT_CODE.ok) process.exitCode = EXIT_CODE.unwritten;
    });
  }

  /** For a command that does nothing but print: it ends where nobody reads its results, whoever reads what it says beside them. */
  endWithReaders(): void {
    this.endsUnread = true;
    this.endIfUseless();
  }

  private endIfUseless(): void {
    if (this.endsUnread && this.isStdoutBroken) process.exit();
  }
}

function unwrittenText(error: NodeJS.ErrnoException): string {
  return `What this command prints could not be written (${error.message}). What it does is not undone by that.`;
}
