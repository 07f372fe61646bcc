import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runnerMetricsAddress } from "#platform/addresses/runner-metrics-settings.ts";
import type { Env } from "#platform/env.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import type { ChildSpec } from "./spawn-child.ts";

/** `start` runs the build; `dev` runs the source and restarts when it changes. */
export type Mode = "start" | "dev";

/** The web never ends by itself while a browser has a stream open, and a new start needs its port. */
const ORPHANED_WEB_MS = 1_500;
const FOLLOW_PARENT = `${pathToFileURL(join(PROJECT_ROOT, "server/supervisor/children/follow-parent.mjs")).href}?parent=${process.pid}`;

/** How to start the web. */
export function webSpec(mode: Mode, env: Env, databaseUrl: string): ChildSpec {
  const program = mode === "dev" ? ["--import", "tsx", "server/web/main.ts"] : ["dist/web.mjs"];
  return {
    name: "web",
    program: process.execPath,
    args: ["--import", `${FOLLOW_PARENT}&end=${ORPHANED_WEB_MS}`, "--enable-source-maps", ...program],
    env: { ...sharedEnv(mode, env, databaseUrl), PORT: String(env.port) },
    cwd: PROJECT_ROOT,
  };
}

/** How to start the runner with this number, from 1. Its name is the same at every start. */
export function runnerSpec(mode: Mode, env: Env, databaseUrl: string, number: number): ChildSpec {
  const program = mode === "dev" ? ["--import", "tsx", "server/runner/main.ts"] : ["dist/runner.mjs"];
  return {
    name: env.runners === 1 ? "runner" : `runner ${number}`,
    program: process.execPath,
    args: ["--import", FOLLOW_PARENT, "--enable-source-maps", ...program],
    env: {
      ...sharedEnv(mode, env, databaseUrl),
      SIGNALBOX_RUNNER: `${hostname()}-${number}`,
      SIGNALBOX_RUNNER_METRICS: runnerMetricsAddress(number),
    },
    cwd: PROJECT_ROOT,
  };
}

function sharedEnv(mode: Mode, env: Env, databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: mode === "dev" ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    SIGNALBOX_DATA: env.dataDir,
    SIGNALBOX_URL: env.url,
    // It is for the command line. Neither the web nor a runner needs it.
    SIGNALBOX_TOKEN: undefined,
  };
}
