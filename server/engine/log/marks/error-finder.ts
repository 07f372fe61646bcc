import { lineMark } from "./line-mark.ts";

/** How tools begin a line that says why they failed: compilers, git, npm, make, Go. */
const SAID =
  /^(?:error|fatal|panic)(?:\[[\w-]{1,20}\])?: |^npm (?:ERR!|error) |^make(?:\[\d{1,3}\])?: \*\*\* /i;
/** `file.c:3:5: error: …`, as compilers write. */
const SAID_OF_FILE = /^\S{1,300}:\d{1,9}(?::\d{1,9})?: (?:fatal )?error: /;
/** The name of an exception of Python, Node or Java, with or without its message. */
const EXCEPTION =
  /^(?:Uncaught )?(?:Exception in thread "[^"]{0,100}" )?(?:[\w$]{1,80}\.){0,10}[\w$]{0,80}(?:Error|Exception)(?: \[\w{1,60}\])?(?::|$)/;
const TRACEBACK = /^Traceback \(most recent call last\):/;
/** A call in the stack of Node or Java, and the mark below a place in a script. */
const CALL = /^\s{1,16}at \S/;
const CARET = /^\s*[\^~]+\s*$/;
/** A message of several lines may stand between the name of an exception and the first call. */
const MAX_MESSAGE = 20;

/** Finds the lines of one stream that say what went wrong. */
export class ErrorFinder {
  private isInTraceback = false;
  private sinceCaret = Number.POSITIVE_INFINITY;
  private exception: { readonly line: number; left: number } | null = null;
  private lastSaid: number | null = null;

  /** Takes the next line. @returns the number of the line that says it, which may be an earlier one; null: none. */
  take(line: number, text: string): number | null {
    const found = this.find(line, text);
    this.sinceCaret = CARET.test(text) ? 0 : this.sinceCaret + (text === "" ? 0 : 1);
    return found;
  }

  private find(line: number, text: string): number | null {
    if (lineMark(text)?.kind === "error") return line;
    if (this.isInTraceback) {
      // The calls are indented; what follows them is the exception.
      if (text === "" || /^\s/.test(text)) return null;
      this.isInTraceback = TRACEBACK.test(text);
      return this.isInTraceback ? null : line;
    }
    if (TRACEBACK.test(text)) {
      this.isInTraceback = true;
      return null;
    }
    if (SAID.test(text) || SAID_OF_FILE.test(text)) {
      const isMore = this.lastSaid === line - 1;
      this.lastSaid = line;
      return isMore ? null : line;
    }
    return this.findException(line, text);
  }

  private findException(line: number, text: string): number | null {
    if (EXCEPTION.test(text)) {
      this.exception = { line, left: MAX_MESSAGE };
      return this.sinceCaret <= 1 ? line : null;
    }
    const { exception } = this;
    if (exception === null) return null;
    exception.left -= 1;
    const isCall = CALL.test(text);
    if (isCall || exception.left === 0) this.exception = null;
    return isCall ? exception.line : null;
  }
}
