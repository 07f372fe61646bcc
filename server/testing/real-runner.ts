import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

export type RealRunner = {
  readonly pid: number;
  /** Ends it as the supervisor does, and waits until it is gone; by SIGKILL where it does not end. */
  stop(): Promise<void>;
  /** Ends it as a crash does, and waits until it is gone. */
  crash(): Promise<void>;
};

/** The longest a runner may take to begin or to end, on a machine that is busy with other tests. */
const PATIENCE_MS = 30_000;

/**
 * A runner in a process of its own, from the source, with a data directory of its own.
 *
 * @param env what it is told beside DATABASE_URL: `{ SIGNALBOX_RUNNER: "r1" }`.
 * @throws Error with what it wrote, where it does not begin.
 */
export async function startRealRunner(
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<RealRunner> {
  const dataDir = await mkdtemp(join(tmpdir(), "runner-"));
  const program = join(PROJECT_ROOT, "server", "runner", "main.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program], {
    cwd: PROJECT_ROOT,
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      SIGNALBOX_DATA: dataDir,
      SIGNALBOX_LOG: "warn",
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: true,
  });
  let written = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    written += text;
  });
  const gone = once(child, "close");
  const said = await Promise.race([
    once(child, "message", { signal: AbortSignal.timeout(PATIENCE_MS) }).then(() => "ready"),
    gone.then(() => "gone"),
  ]);
  if (said === "gone" || child.pid === undefined) throw new Error(`The runner did not begin: ${written}`);
  return {
    pid: child.pid,
    crash: async () => {
      child.kill("SIGKILL");
      await gone;
      await rm(dataDir, { recursive: true, force: true });
    },
    stop: async () => {
      child.kill("SIGTERM");
      const impatience = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
      await gone;
      clearTimeout(impatience);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
