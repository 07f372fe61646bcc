import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findScriptProgram } from "./find-script-program.ts";

/**
 * A small process that kills the processes it watches when the runner has ended, or when the runner's event loop has
 * not run for some time: frozen, swapped out or busy. Otherwise scripts of such a runner would run after its lease is
 * over, beside their own second attempts.
 */
export type Guard = {
  /** Watches a process; with a number below zero, a process group. */
  watch(pid: number): void;
  unwatch(pid: number): void;
  /** Watches all processes of a user that only scripts have. */
  watchUser(uid: number): void;
  unwatchUser(uid: number): void;
  /** Whether the guard has killed this one because the runner was frozen. */
  hasKilled(pid: number): boolean;
  close(): void;
};

/** Promise P5: the scripts of a runner that is frozen for 20 s are gone within 5 s more. */
export const MAX_FREEZE_MS = 20_000;

/** Bash's built-in `read`, `set`, `echo` and `kill` are all it needs, but for the users of slots. */
const GUARD_ENV = {} as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv;

/** Ten signals within each limit: a long garbage collection must not count as frozen. */
const MAX_SIGNS_IN = 10;

/**
 * Bash, because its `read` has a timeout: status 0 is a line, 1 the end of the pipe, more than 128 the timeout. It
 * writes down what it kills before it does so, and the runner reads that when it goes on. A script that has just been
 * started may not be watched yet: it has the session of its slot's shell.
 */
const GUARD_PROGRAM = `
file=$1 limit=$2 setpriv=$3 all=' '
while read -r -t "$limit" what pid; do
  case $what in
    watch) all="$all$pid " ;;
    unwatch) all="\${all/ $pid / }" ;;
  esac
done
echo "$all" >"$file"
for pid in $all; do
  case $pid in
    u*) "$setpriv" --reuid "\${pid#u}" --regid "\${pid#u}" --clear-groups /bin/sh -c 'kill -9 -1' & ;;
    *) kill -9 -- "$pid" ;;
  esac
done
for look in 1 2 3 4 5 6 7 8 9 10; do
  found=
  for stat in /proc/[0-9]*/stat; do
    read -r line <"$stat" && set -- \${line##*) } || continue
    pid=\${stat#/proc/} pid=\${pid%/stat}
    case $1$all in
      [!ZX]*" $4 "*) kill -9 "$pid" && found=1 ;;
    esac
  done
  [ -n "$found" ] || break
done
wait
`;

/**
 * Starts a guard, and another one whenever it has ended.
 *
 * @param directory where the guard writes what it killed; it must exist longer than the guard.
 * @param bash the path of bash.
 */
export function startGuard(directory: string, bash: string, limitMs: number = MAX_FREEZE_MS): Guard {
  const watched = new Set<number | string>();
  let count = 0;
  let child: ChildProcess | null = null;

  function fileOf(number: number): string {
    return join(directory, `killed-${number}`);
  }

  function start(): void {
    count += 1;
    const limit = (limitMs / 1000).toFixed(3);
    const setpriv = findScriptProgram("setpriv") ?? "";
    // If its input is a socket, bash assumes that rshd started it, and would read the user's .bashrc.
    const args = ["--norc", "-c", GUARD_PROGRAM, "signalbox-guard", fileOf(count), limit, setpriv];
    const started = spawn(bash, args, {
      cwd: "/",
      env: GUARD_ENV,
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    const forget = () => {
      if (child === started) child = null;
    };
    // If it ended or failed to start, the next signal starts another one.
    started.stdin?.on("error", forget);
    started.once("error", forget);
    started.once("exit", forget);
    child = started;
    for (const pid of watched) say(`watch ${pid}`);
  }

  function say(line: string): void {
    child?.stdin?.write(`${line}\n`);
  }

  function watch(what: number | string): void {
    watched.add(what);
    say(`watch ${what}`);
  }

  function unwatch(what: number | string): void {
    if (watched.delete(what)) say(`unwatch ${what}`);
  }

  start();
  const signs = setInterval(() => {
    if (child === null) start();
    say("alive");
  }, limitMs / MAX_SIGNS_IN);

  return {
    watch,
    unwatch,
    watchUser: (uid) => watch(`u${uid}`),
    unwatchUser: (uid) => unwatch(`u${uid}`),
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
      // It is killed before its pipe is closed, because the end of the pipe makes it kill.
      child?.kill("SIGKILL");
      child = null;
    },
  };
}
