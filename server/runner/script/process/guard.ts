import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A small process beside the runner that kills what it is told to watch once the runner is gone, or has not shown for
 * some time that its event loop turns: stopped, swapped out, or busy without end. The scripts of such a runner would
 * outlive its leases, and run beside their own second attempts.
 */
export type Guard = {
  /** A process; with a number below zero, a group. */
  watch(pid: number): void;
  unwatch(pid: number): void;
  /** Whether the guard has killed this one: the runner was frozen, and wakes to find its script gone. */
  hasKilled(pid: number): boolean;
  close(): void;
};

/** P5 of the promises: frozen for 20 s, its scripts are gone within 5 s more. */
export const MAX_FREEZE_MS = 20_000;

/** Bash's own `read`, `echo` and `kill` are all it needs. */
const GUARD_ENV = {} as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv;

/** Ten signs of life in every limit: a long pause of the garbage collector is not a freeze. */
const MAX_SIGNS_IN = 10;

/**
 * Bash, since its `read` knows a time limit: 0 is a line, 1 the end of the pipe, more than 128 the limit. What it kills
 * it first writes down, for the runner to find when it wakes.
 */
const GUARD_PROGRAM = `
file=$1 limit=$2 all=' '
while read -r -t "$limit" what pid; do
  case $what in
    watch) all="$all$pid " ;;
    unwatch) all="\${all/ $pid / }" ;;
  esac
done
echo "$all" >"$file"
for pid in $all; do kill -9 -- "$pid"; done
`;

/**
 * Starts a guard, and another whenever it has ended.
 *
 * @param directory where the guard writes what it killed; it must outlive the guard.
 * @param bash where bash is.
 */
export function startGuard(directory: string, bash: string, limitMs: number = MAX_FREEZE_MS): Guard {
  const watched = new Set<number>();
  let count = 0;
  let child: ChildProcess | null = null;

  function fileOf(number: number): string {
    return join(directory, `killed-${number}`);
  }

  function start(): void {
    count += 1;
    const limit = (limitMs / 1000).toFixed(3);
    // Bash takes a socket for its input to mean that rshd started it, and would read the user's .bashrc.
    const args = ["--norc", "-c", GUARD_PROGRAM, "signalbox-guard", fileOf(count), limit];
    const started = spawn(bash, args, {
      cwd: "/",
      env: GUARD_ENV,
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    const forget = () => {
      if (child === started) child = null;
    };
    // However it ended, or failed to start: the next sign of life starts another.
    started.stdin?.on("error", forget);
    started.once("error", forget);
    started.once("exit", forget);
    child = started;
    for (const pid of watched) say(`watch ${pid}`);
  }

  function say(line: string): void {
    child?.stdin?.write(`${line}\n`);
  }

  start();
  const signs = setInterval(() => {
    if (child === null) start();
    say("alive");
  }, limitMs / MAX_SIGNS_IN);

  return {
    watch(pid) {
      watched.add(pid);
      say(`watch ${pid}`);
    },
    unwatch(pid) {
      if (watched.delete(pid)) say(`unwatch ${pid}`);
    },
    hasKilled(pid) {
      for (let number = 1; number <= count; number++) {
        const file = fileOf(number);
        if (existsSync(file) && readFileSync(file, "utf8").trim().split(" ").includes(String(pid)))
          return true;
      }
      return false;
    },
    close() {
      clearInterval(signs);
      // Killed before its pipe is closed: the end of the pipe is what makes it kill.
      child?.kill("SIGKILL");
      child = null;
    },
  };
}
