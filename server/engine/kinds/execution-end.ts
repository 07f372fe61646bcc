import type { TaskResponse } from "./task.ts";

/** How one execution ended, as its runner saw it. */
export type ExecutionEnd = {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** What the script wrote to its output file. */
  readonly outputText: string | null;
  readonly isOutputCut: boolean;
  /** Who or what ended it, where it was not the script itself. */
  readonly endedBy: "timeout" | "cancelled" | "shutdown" | "stale" | null;
  /** Why it could not be started at all. */
  readonly spawnError: string | null;
  /** What a server answered, where the task was no script. */
  readonly response?: TaskResponse | null;
};

/** Why an execution failed, as far as its end alone says; null where it does not. */
export function failureOf({ spawnError, endedBy, signal, exitCode }: ExecutionEnd): string | null {
  if (spawnError !== null) return spawnError;
  if (endedBy === "shutdown") return "interrupted: its runner was stopped while it ran";
  if (signal !== null) return `signal ${signal}`;
  return exitCode === 0 ? null : `exit ${exitCode ?? "unknown"}`;
}
