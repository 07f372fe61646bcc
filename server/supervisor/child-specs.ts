import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Env } from "#platform/env.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import type { ChildSpec } from "./spawn-child.ts";

/** `start` runs what was built; `dev` runs the source and follows its changes. */
export type Mode = "start" | "dev";

/** The web never ends by itself while a browser holds a stream open; a new start wants its port. */
const ORPHANED_WEB_MS = 1_500;
const HOST = "127.0.0.1";
const FOLLOW_PARENT = `${pathToFileURL(join(PROJECT_ROOT, "server/supervisor/follow-parent.mjs")).href}?parent=${process.pid}`;

/** How to start the web. It listens on 127.0.0.1 only: there is no sign-in yet. */
export function webSpec(mode: Mode, env: Env, databaseUrl: string, token: string): ChildSpec {
  const next = join(PROJECT_ROOT, "node_modules/next/dist/bin/next");
  return {
    name: "web",
    program: process.execPath,
    args: [
      "--import",
      `${FOLLOW_PARENT}&end=${ORPHANED_WEB_MS}`,
      next,
      mode,
      "-H",
      HOST,
      "-p",
      String(env.port),
    ],
    env: { ...sharedEnv(mode, env, databaseUrl), PORT: String(env.port), SIGNALBOX_TOKEN: token },
    cwd: PROJECT_ROOT,
  };
}

/** How to start the runner with this number, from 1. Its name stays the same from start to start. */
export function runnerSpec(mode: Mode, env: Env, databaseUrl: string, number: number): ChildSpec {
  const program = mode === "dev" ? ["--import", "tsx", "server/runner/main.ts"] : ["dist/runner.mjs"];
  return {
    name: env.runners === 1 ? "runner" : `runner ${number}`,
    program: process.execPath,
    args: ["--import", FOLLOW_PARENT, "--enable-source-maps", ...program],
    env: { ...sharedEnv(mode, env, databaseUrl), SIGNALBOX_RUNNER: `${hostname()}-${number}` },
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
    // A runner has no use for the web's token, and what it does not have, no script can read.
    SIGNALBOX_TOKEN: undefined,
  };
}
