import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** One runner as `npm start` runs it: the bundle, in a process of its own. */
export async function startBenchRunner(databaseUrl: string, dataDir: string, slots: number) {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, "dist", "runner.mjs")], {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      DATABASE_URL: databaseUrl,
      SIGNALBOX_DATA: dataDir,
      SIGNALBOX_LOG: "warn",
      SIGNALBOX_RUNNER: "bench",
      SIGNALBOX_SLOTS: String(slots),
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = once(child, "exit");
  const isReady = await Promise.race([once(child, "message").then(() => true), gone.then(() => false)]);
  if (!isReady) throw new Error("The runner did not begin; its last words stand above.");
  return async () => {
    child.kill("SIGTERM");
    await gone;
  };
}
