import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** How to start one of the supervisor's processes. */
export type ChildSpec = {
  /** Its name in messages: `web`, `runner`. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
};

export type RunningChild = {
  readonly pid: number | undefined;
  /** Resolves with a few words, such as "exit 1" or "SIGKILL", when the process has ended. */
  readonly ended: Promise<string>;
  /** Resolves when the process says "ready" to its parent; never, where it does not. */
  readonly ready: Promise<void>;
  /** Asks the process to end. The process ends its own children. */
  ask(): void;
  /** Kills it, and everything that is left in its group. */
  kill(): void;
};

/** The message of a program to its parent once it is ready. */
export const READY_MESSAGE = "ready";

/**
 * Starts a process in its own group, so that Ctrl-C on the terminal reaches it only through the supervisor. It has a
 * channel to its parent, and the end of the channel tells it that the supervisor has ended. `say` gets its output, line
 * by line.
 */
export function spawnChild(spec: ChildSpec, say: (line: string) => void): RunningChild {
  const child = spawn(spec.program, [...spec.args], {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  relay(child.stdout, say);
  relay(child.stderr, say);
  const ready = new Promise<void>((resolve) => {
    child.on("message", (message) => {
      if (message === READY_MESSAGE) resolve();
    });
  });
  return {
    pid: child.pid,
    ended: endOf(child),
    ready,
    ask: () => child.kill("SIGTERM"),
    kill: () => killGroup(child),
  };
}

function relay(stream: Readable | null, say: (line: string) => void): void {
  if (stream !== null)
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", say);
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    return signal ?? `exit ${code}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // ESRCH: all have ended already.
  }
}
