import type { ResolvedConnection } from "#contract/flow/connections.ts";
import type { ExecutionEnd } from "#engine/kinds/kind/execution-end.ts";
import type { Task } from "#engine/kinds/kind/task.ts";
import type { TracedAttempt } from "#engine/model/trace-ids.ts";

/** Why an execution was ended early. */
export type EndReason = NonNullable<ExecutionEnd["endedBy"]>;

/** `merged` is stdout and stderr together, in the order in which they were written. */
export type LogStream = "merged" | "stdout" | "stderr" | "system";

/** A receiver of the bytes of a task's log. */
export type LogSink = {
  /**
   * Takes some bytes, at most 64 KiB. Gives nothing if it can take more at once, else a promise that resolves when it
   * can. Until then the script's pipes are not read, up to the time limit in `pump-output.ts`.
   */
  write(stream: LogStream, bytes: Buffer): Promise<void> | undefined;
};

/** How it ended. A failing task is a result like any other. */
export type ExecutionResult = ExecutionEnd & {
  /** The number of bytes that the sink was given of the task's own output. */
  readonly logBytes: number;
  /** True where some output did not reach the log. The log itself says where. */
  readonly isLogCut: boolean;
};

/** A task that is executed now. */
export type Execution = {
  /** Ends it: TERM to a script and KILL after the grace, or KILL at once. The first reason counts. */
  kill(reason: EndReason, when?: "after-grace" | "now"): void;
  /** Never rejects. */
  readonly result: Promise<ExecutionResult>;
};

/** What an executor gets besides the task. */
export type TaskContext = {
  /** The values of the secrets that it reads, by input. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The connections that its task names, with their passwords; absent: it names none. */
  readonly connections?: readonly ResolvedConnection[];
  /** Null: no timeout, or the usual one of its kind. */
  readonly timeoutMs: number | null;
  /** Which attempt it is, for traces. */
  readonly attempt: TracedAttempt;
  /** The log. An executor that leaves out a part of an output masks its secrets before. */
  readonly sink: LogSink;
};

/** Executes a task of one kind. Every failure is in the execution's result: it never throws. */
export type Execute<T extends Task = Task> = (task: T, context: TaskContext) => Execution;

/** A task whose claim is not committed yet. One of the two is to be called, once. */
export type PreparedTask = {
  /** Executes the task: its claim is committed. */
  go(sink: LogSink): Execution;
  /** Gives up what was kept for it: its claim has failed. */
  discard(): void;
};

/** Gets ready for a task of one kind, and executes nothing of it. It never throws. */
export type Prepare<T extends Task = Task> = (task: T, context: Omit<TaskContext, "sink">) => PreparedTask;

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

/** The result of a task that never started. `reason` is a sentence, or a clause of one. */
export function neverStarted(reason: string): ExecutionResult {
  return { ...NOTHING_RAN, spawnError: reason };
}

/** An execution of a task that could not be started. */
export function failedExecution(reason: string): Execution {
  return { kill: () => undefined, result: Promise.resolve(neverStarted(reason)) };
}
