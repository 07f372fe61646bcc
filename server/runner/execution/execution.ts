import type { ExecutionEnd } from "#engine/kinds/execution-end.ts";
import type { Task } from "#engine/kinds/task.ts";

/** Why an execution was ended before its time. */
export type EndReason = NonNullable<ExecutionEnd["endedBy"]>;

export type LogStream = "stdout" | "stderr" | "system";

/** Where the bytes of a task's log go. */
export type LogSink = {
  /**
   * Takes some bytes, at most 64 KiB. Gives nothing if it can take more at once, else a promise that settles when it
   * can: until then the script's pipes are left alone, for so long as `pump-output.ts` has patience.
   */
  write(stream: LogStream, bytes: Buffer): Promise<void> | undefined;
};

/** How it ended. A failing task is a result like any other. */
export type ExecutionResult = ExecutionEnd & {
  /** What the sink was given of stdout and stderr. */
  readonly logBytes: number;
  /** Some of the output did not reach the log; the log itself says where. */
  readonly isLogCut: boolean;
};

/** A task that is being carried out. */
export type Execution = {
  /** Ends it: TERM to a script, KILL after the grace, or now. The first reason is the one that counts. */
  kill(reason: EndReason, when?: "after-grace" | "now"): void;
  /** Never rejects. */
  readonly result: Promise<ExecutionResult>;
};

/** What an executor is given beside the task. */
export type TaskContext = {
  /** Letters, digits, `.`, `_` and `-`, unique among the attempts that this runner executes. */
  readonly attemptName: string;
  /** The values of the secrets that it reads, by input. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Null: as long as it takes, or the usual time of its kind. */
  readonly timeoutMs: number | null;
  /** Secrets in what it is given are masked. */
  readonly sink: LogSink;
  /** A text without the values of secrets. */
  readonly mask: (text: string) => string;
};

/** Carries out a task of one kind. Whatever becomes of it is in the execution's result: it never throws. */
export type Execute<T extends Task = Task> = (task: T, context: TaskContext) => Execution;

/** The result of what never started, without a reason. */
export const NOTHING_RAN: ExecutionResult = {
  exitCode: null,
  signal: null,
  outputText: null,
  isOutputCut: false,
  endedBy: null,
  spawnError: null,
  logBytes: 0,
  isLogCut: false,
};

/** The result of what never started. `reason` is a sentence, or a clause of one. */
export function neverStarted(reason: string): ExecutionResult {
  return { ...NOTHING_RAN, spawnError: reason };
}

/** What could not be started, as an execution. */
export function failedExecution(reason: string): Execution {
  return { kill: () => undefined, result: Promise.resolve(neverStarted(reason)) };
}
