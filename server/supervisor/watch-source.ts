import { watch } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** The folders with the runner's source. The web watches its own source (`next dev`). */
const RUNNER_FOLDERS = ["runner", "kinds", "services", "repos", "engine", "platform"];
/** An editor writes a file in several steps, and a checkout changes many files. */
const QUIET_MS = 300;

/** Calls `changed` after the runner's source has changed and no further change comes. Ends with `signal`. */
export function watchRunnerSource(changed: () => void, signal: AbortSignal): void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(join(PROJECT_ROOT, "server"), { recursive: true, signal, persistent: false });
  watcher.on("change", (_, name) => {
    const file = String(name);
    if (!RUNNER_FOLDERS.some((rule) => file.startsWith(`${rule}/`)) || file.endsWith(".test.ts")) return;
    clearTimeout(timer);
    timer = setTimeout(changed, QUIET_MS);
  });
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
}
