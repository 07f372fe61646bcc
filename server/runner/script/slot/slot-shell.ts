import { type ChildProcess, spawn } from "node:child_process";
import { isSystemProblem, systemProblemMeaning } from "#platform/system-problem.ts";
import { type SlotReply, slotReplies } from "./slot-reply.ts";

/** A shell that answers each line with a line. */
export type SlotShell = {
  readonly child: ChildProcess;
  readonly isGone: boolean;
  /** Resolves with a few words, such as "exit 1" or "SIGKILL", when the process that was started has ended. */
  readonly gone: Promise<string>;
  /** Sends a line; null: the shell ended instead of answering. One line at a time. */
  ask(line: string): Promise<SlotReply | null>;
  /** What it printed that was no answer, for example the message of a wrapper that refused. */
  words(): string;
};

/** Nothing of the runner's environment: each script brings its own. */
const SLOT_ENV = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
} as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv;

/**
 * Starts the shell of a slot, in a session of its own and with nothing of the runner's environment. It answers on its
 * stderr, where its own messages and those of its wrappers go as well: an answer begins with `#`.
 *
 * @param onGroup called with the process group of each script that gets one.
 */
export function startSlotShell(
  program: readonly [string, ...string[]],
  onGroup: (group: number) => void,
): SlotShell {
  const [file, ...args] = program;
  const child = spawn(file, args, {
    cwd: "/",
    env: SLOT_ENV,
    stdio: ["pipe", "ignore", "pipe"],
    detached: true,
  });
  const replies = slotReplies();
  let answer: ((reply: SlotReply | null) => void) | null = null;
  let isGone = false;

  function give(reply: SlotReply | null): void {
    const waiting = answer;
    answer = null;
    waiting?.(reply);
  }

  // The shell may have just ended when a line is written. `gone` reports that.
  child.stdin.on("error", () => give(null));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    for (const reply of replies.take(chunk)) {
      if (reply.kind === "group") onGroup(reply.pid);
      else give(reply);
    }
  });
  const gone = endOf(child).then((why) => {
    isGone = true;
    give(null);
    return why;
  });

  return {
    child,
    gone,
    words: replies.words,
    get isGone() {
      return isGone;
    },
    ask(line) {
      if (isGone) return Promise.resolve(null);
      return new Promise((resolve) => {
        answer = resolve;
        child.stdin.write(line);
      });
    },
  };
}

/** `close` and not `exit`: by then all its output has been read. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve(isSystemProblem(error) ? systemProblemMeaning(error) : error.message);
    });
    child.once("close", (code, signal) => resolve(signal ?? `exit ${code}`));
  });
}
