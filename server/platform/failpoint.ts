/** Where a fault run may end or freeze one of our processes: see `server/faults/`. */
export type Failpoint =
  | "in-launch"
  | "after-claim"
  | "before-spawn"
  | "after-exit"
  | "before-settle"
  | "after-settle";

const ACTS: Readonly<Record<string, NodeJS.Signals>> = { kill: "SIGKILL", stop: "SIGSTOP" };

/**
 * Ends or freezes this process where SIGNALBOX_FAILPOINT says `NAME:kill` or `NAME:stop`; else nothing. Only under
 * NODE_ENV=test, so that no product does it.
 */
export function failpoint(name: Failpoint): void {
  if (process.env.NODE_ENV !== "test") return;
  const [place, act = ""] = (process.env["SIGNALBOX_FAILPOINT"] ?? "").split(":");
  const signal = place === name ? ACTS[act] : undefined;
  if (signal !== undefined) process.kill(process.pid, signal);
}
