import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { programWords } from "./test-programs.ts";

export type RealRunner = {
  readonly pid: number;
  /** Resolves when the process has ended, with its exit code; null where a signal ended it. */
  readonly gone: Promise<number | null>;
  /** The lines that it has written to its log, at level `warn`. */
  logLines(): string[];
  /** Ends it as the supervisor does, and waits for its end; with SIGKILL if it does not end. */
  stop(): Promise<void>;
  /** Ends it as a crash does, and waits for its end. */
  crash(): Promise<void>;
};

/** The maximum time for a runner to begin or to end, on a machine that is busy with other tests. */
const TIMEOUT_MS = 30_000;

/**
 * A runner as a separate process, from the present source. Its data directory is removed with it.
 *
 * @param databaseUrl null: it asks the server in SIGNALBOX_SERVER.
 * @param env its variables besides DATABASE_URL: `{ SIGNALBOX_RUNNER: "r1" }`. A SIGNALBOX_DATA that the caller sets is
 *   kept.
 * @param wrapper a command that gets the runner's command line as its arguments: `["nice"]`.
 * @throws Error with its output, where it does not begin.
 */
export async function startRealRunner(
  databaseUrl: string | null,
  env: Readonly<Record<string, string>> = {},
  wrapper: readonly string[] = [],
): Promise<RealRunner> {
  const ownDir = env["SIGNALBOX_DATA"] === undefined ? await mkdtemp(join(tmpdir(), "runner-")) : null;
  const [command = "", ...words] = [...wrapper, process.execPath, ...programWords("runner")];
  const child = spawn(command, words, {
    cwd: PROJECT_ROOT,
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
      ...(ownDir !== null && { SIGNALBOX_DATA: ownDir }),
      SIGNALBOX_LOG: "warn",
      // Scripts of tests tell by files there how far they are.
      SIGNALBOX_FENCE_WRITE: tmpdir(),
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: true,
  });
  let written = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    written += text;
  });
  const gone = once(child, "close").then(async ([code]): Promise<number | null> => {
    // Its scripts may still be dying.
    if (ownDir !== null) await rm(ownDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    return code;
  });
  const said = await Promise.race([
    once(child, "message", { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(() => "ready"),
    gone.then(() => "gone"),
  ]);
  if (said === "gone" || child.pid === undefined) throw new Error(`The runner did not begin: ${written}`);
  return {
    pid: child.pid,
    gone,
    logLines: () => written.split("\n").filter((line) => line !== ""),
    crash: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    stop: async () => {
      child.kill("SIGTERM");
      const killTimer = setTimeout(() => child.kill("SIGKILL"), TIMEOUT_MS);
      await gone;
      clearTimeout(killTimer);
    },
  };
}
