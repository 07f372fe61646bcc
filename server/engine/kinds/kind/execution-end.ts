import type { TaskResponse } from "./task.ts";

/** How one execution ended, as the runner reports it. */
export type ExecutionEnd = {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The text of the script's output file. */
  readonly outputText: string | null;
  readonly isOutputCut: boolean;
  /** Why the output file cannot be read as text, as a clause; then there is no `outputText`. */
  readonly outputProblem?: string | null;
  /** What ended the execution; null if it ended by itself. */
  readonly endedBy: "timeout" | "cancelled" | "shutdown" | "stale" | "limit" | null;
  /** Which limit of the runner ended it, as a clause, where `endedBy` is `limit`. */
  readonly overLimit?: string | null;
  /** Why the execution could not be started; null if it was started. */
  readonly spawnError: string | null;
  /** The last line that it wrote; null if it wrote none. */
  readonly lastLine?: string | null;
  /** The response of a server, if the task was not a script. */
  readonly response?: TaskResponse | null;
};

/** Why an execution failed; null if its end is not a failure. */
export function failureOf({ spawnError, endedBy, signal, exitCode, overLimit }: ExecutionEnd): string | null {
  if (spawnError !== null) return spawnError;
  if (endedBy === "shutdown") return "interrupted: its runner was stopped while it ran";
  if (endedBy === "limit") return `ended by its runner: ${overLimit ?? "a limit was reached"}`;
  if (signal !== null) return `signal ${signal}`;
  return exitCode === 0 ? null : `exit ${exitCode ?? "unknown"}`;
}
