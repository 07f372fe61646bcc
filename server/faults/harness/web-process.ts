import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import type { FaultContext } from "./fault-harness.ts";

/** The API as a separate process. */
export type WebProcess = {
  readonly url: string;
  readonly pid: number;
  readonly gone: Promise<unknown>;
  stop(): Promise<void>;
};

export async function startWeb(
  context: FaultContext,
  env: Readonly<Record<string, string>> = {},
): Promise<WebProcess> {
  const program = join(PROJECT_ROOT, "server", "faults", "harness", "web-main.ts");
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", program], {
    cwd: PROJECT_ROOT,
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      DATABASE_URL: context.server.url,
      SIGNALBOX_WAKE_UPS: context.wakeUpDir,
      ...env,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "close");
  const [line] = (await once(child.stdout ?? child, "data")) as [Buffer];
  return {
    url: line.toString("utf8").trim(),
    pid: child.pid ?? 0,
    gone,
    stop: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
