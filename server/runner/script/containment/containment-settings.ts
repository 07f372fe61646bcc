import { join, resolve } from "node:path";
import { shortDirectoryOf } from "#platform/addresses/socket-path.ts";
import type { Env } from "#platform/env.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import type { ContainmentSettings } from "./containment.ts";

/** Next.js reads these at the start of the web process: they may hold the token or the key. */
const ENV_FILES = [
  ".env",
  ".env.local",
  ".env.production",
  ".env.production.local",
  ".env.development.local",
];

/**
 * How the scripts of a runner with this environment are contained.
 *
 * @param tokenFiles files with tokens, which are covered; null where there is none.
 */
export function containmentSettings(
  { containment, dataDir, wakeUpDir, fence, limits, slotUsers }: Env,
  tokenFiles: readonly (string | null)[],
): ContainmentSettings {
  const withSockets = [dataDir, join(dataDir, "database"), wakeUpDir];
  const covered = [...withSockets, ...withSockets.map((path) => shortDirectoryOf(path))];
  return {
    wish: containment,
    isHostAllowed: fence.isHostAllowed,
    hidden: [
      ...covered,
      ...ENV_FILES.map((name) => join(PROJECT_ROOT, name)),
      ...tokenFiles.flatMap((file) => (file === null ? [] : [resolve(file)])),
      ...fence.hidden,
    ],
    writable: fence.writable,
    limits,
    slotUsers,
  };
}
