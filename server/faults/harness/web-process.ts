import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { programWords } from "#testing/test-programs.ts";
import type { FaultContext } from "./fault-harness.ts";

/** The API as a separate process. */
export type WebProcess = {
  readonly url: string;
  readonly pid: number;
  readonly gone: Promise<unknown>;
  stop(): Promise<void>;
};

/** Starts one for this fault only; it is stopped with the fault. @throws Error where it does not start. */
export async function startWeb(
  context: FaultContext,
  env: Readonly<Record<string, string>> = {},
): Promise<WebProcess> {
  const child: ChildProcess = spawn(process.execPath, [...programWords("fault-web")], {
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
  const stop = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  context.stopAtEnd(stop);
  const first = once(child.stdout ?? child, "data") as Promise<[Buffer]>;
  const [line] = await Promise.race([first, gone.then(() => refuseEnded())]);
  return { url: line.toString("utf8").trim(), pid: child.pid ?? 0, gone, stop };
}

function refuseEnded(): never {
  throw new Error("the web process ended before it gave its address");
}
