/** The points at which a fault run may kill or freeze a process: see `server/faults/`. */
export type Failpoint =
  | "in-launch"
  | "in-fire"
  | "in-delivery"
  | "after-delivery"
  | "in-after"
  | "before-acknowledge"
  | "after-claim"
  | "before-spawn"
  | "after-exit"
  | "before-settle"
  | "after-settle"
  | "after-write"
  | "in-removal"
  | "before-notice"
  | "after-notice"
  | "before-log-file"
  | "after-log-file"
  | "after-log-move";

const ACTS: Readonly<Record<string, NodeJS.Signals>> = { kill: "SIGKILL", stop: "SIGSTOP" };

/**
 * Kills or freezes this process where SIGNALBOX_FAILPOINT is `NAME:kill` or `NAME:stop`; else does nothing. It works
 * only with NODE_ENV=test, so never in production.
 */
export function failpoint(name: Failpoint): void {
  if (process.env.NODE_ENV !== "test") return;
  const [place, act = ""] = (process.env["SIGNALBOX_FAILPOINT"] ?? "").split(":");
  const signal = place === name ? ACTS[act] : undefined;
  if (signal !== undefined) process.kill(process.pid, signal);
}
