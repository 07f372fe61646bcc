import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** As many as a runner has by default. */
export const SLOTS: number = Math.max(8, availableParallelism() * 4);

export type BenchRunner = {
  readonly pid: number;
  stop(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
};

/**
 * A runner as `npm start` runs it: the bundle, in a process of its own.
 *
 * @throws Error where it ends before it is ready.
 */
export async function startRunner(
  databaseUrl: string,
  dataDir: string,
  name = "bench",
  more: Readonly<Record<string, string>> = {},
): Promise<BenchRunner> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, "dist", "runner.mjs")], {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      SIGNALBOX_DATA: dataDir,
      // The scripts note their times beside the data directory.
      SIGNALBOX_FENCE_WRITE: dirname(dataDir),
      SIGNALBOX_LOG: "warn",
      SIGNALBOX_RUNNER: name,
      SIGNALBOX_SLOTS: String(SLOTS),
      ...more,
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const isReady = await Promise.race([once(child, "message").then(() => true), gone.then(() => false)]);
  if (!isReady) throw new Error("The runner did not begin; its last words stand above.");
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
