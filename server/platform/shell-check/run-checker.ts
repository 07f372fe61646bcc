import { spawn } from "node:child_process";
import { onceInProcess } from "../copies/once-in-process.ts";

/** A program that reads a script and says what is wrong with it, without executing it. */
export type Checker = { readonly program: "bash" | "sh" | "shellcheck"; readonly options: readonly string[] };

type CheckerEnd =
  | { readonly is: "ended"; readonly stdout: string; readonly stderr: string }
  /** The program is not installed. */
  | { readonly is: "missing" }
  /** All places were taken by other scripts until the wait was over: it was not begun. */
  | { readonly is: "busy" }
  /** It was begun, and did not answer in time. */
  | { readonly is: "late" }
  /** It was ended at a limit of processor time, memory or output, as it would be again, whatever else the machine does. */
  | { readonly is: "stopped" };

/** Processor seconds. A checker whose web process was killed ends by this at the latest. */
const MAX_CPU_SECONDS = 5;
const MAX_MEMORY_KIB = 2 * 1_024 * 1_024;
const MAX_WALL_MS = 20_000;
const MAX_OUTPUT = 512 * 1_024;
/** So many checkers run at once in a process; the others wait. */
const MAX_AT_ONCE = 2;
/** So long a checker waits for its place. */
const MAX_WAIT_MS = 15_000;
/** What a shell says of a program that is not there. */
const NOT_FOUND = 127;

/** Sets the limits, then becomes the checker. It is given words only: nothing of a script is in it. */
const WITH_LIMITS = `ulimit -c 0; ulimit -t ${MAX_CPU_SECONDS}; ulimit -v ${MAX_MEMORY_KIB}; exec "$0" "$@"`;

const places = onceInProcess("places for checkers", () => ({ taken: 0, waiting: [] as (() => void)[] }));

/**
 * Has a script read by a checker, which is given it as its input, an environment with nothing but PATH, and no other files.
 * It executes nothing of the script.
 *
 * @param maxWaitMs so long it waits for its place.
 */
export async function runChecker(
  { program, options }: Checker,
  script: string,
  maxWaitMs = MAX_WAIT_MS,
): Promise<CheckerEnd> {
  if (places.taken >= MAX_AT_ONCE) {
    if (!(await hasPlace(maxWaitMs))) return { is: "busy" };
  } else places.taken += 1;
  try {
    return await run(program, options, script);
  } finally {
    const next = places.waiting.shift();
    // Whoever waits takes the place over.
    if (next === undefined) places.taken -= 1;
    else next();
  }
}

/** Waits for a place. False where none was free in time: then it has none. */
function hasPlace(maxWaitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const take = () => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(() => {
      places.waiting.splice(places.waiting.indexOf(take), 1);
      resolve(false);
    }, maxWaitMs);
    places.waiting.push(take);
  });
}

/** Nothing of the server's own: no BASH_ENV, no settings of shellcheck, no secrets. */
function environment(): NodeJS.ProcessEnv {
  const known: Partial<NodeJS.ProcessEnv> = {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    LC_ALL: "C.UTF-8",
  };
  return known as NodeJS.ProcessEnv;
}

function run(program: string, options: readonly string[], script: string): Promise<CheckerEnd> {
  return new Promise((resolve) => {
    const child = spawn("/bin/sh", ["-c", WITH_LIMITS, program, ...options], {
      cwd: "/",
      // A group of its own, so that all of it can be ended.
      detached: true,
      env: environment(),
      stdio: ["pipe", "pipe", "pipe"],
    });
    const texts = { stdout: "", stderr: "" };
    let givenUp: "late" | "stopped" | null = null;
    const giveUp = (why: "late" | "stopped") => {
      givenUp ??= why;
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    const timer = setTimeout(() => giveUp("late"), MAX_WALL_MS);
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8");
      child[name].on("data", (text: string) => {
        texts[name] += text;
        if (texts[name].length > MAX_OUTPUT) giveUp("stopped");
      });
    }
    // A checker that ends before it has read all closes its input.
    child.stdin.on("error", () => {});
    child.stdin.end(script);
    child.on("error", () => {
      clearTimeout(timer);
      resolve({ is: "missing" });
    });
    child.on("close", (exit) => {
      clearTimeout(timer);
      if (givenUp !== null) resolve({ is: givenUp });
      else if (exit === NOT_FOUND) resolve({ is: "missing" });
      else if (exit === null || exit > 128) resolve({ is: "stopped" });
      else resolve({ is: "ended", ...texts });
    });
  });
}
