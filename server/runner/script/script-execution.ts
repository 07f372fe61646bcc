import type { OutputMode } from "#engine/kinds/kind/task.ts";
import type { Interpreter } from "#engine/model/graph-content.ts";
import type { Fence } from "#engine/shape/fields/fences.ts";
import { logBytesOf } from "#engine/shape/fields/log-cap.ts";
import type { Execution, ExecutionResult } from "../execution/execution.ts";

/** A script with all its values: nothing is looked up or filled in later. */
export type ScriptRequest = {
  readonly interpreter: Interpreter;
  /** For the interpreter, before the script's name. */
  readonly options?: readonly string[];
  readonly script: string;
  readonly output: OutputMode;
  readonly fence: Fence;
  /** The inputs and `SIGNALBOX_*` under the names that the script reads. */
  readonly env: Readonly<Record<string, string>>;
  /** Those of its values that are secrets: they are masked in its log. Its slot has no other script before or after it. */
  readonly secrets: readonly string[];
  /** Counted from the script's start; null: no timeout. */
  readonly timeoutMs: number | null;
  /** Between TERM and KILL. */
  readonly graceMs?: number;
  /** The maximum size of one attempt's log, stdout and stderr together. */
  readonly logCapBytes?: number;
  readonly outputCapBytes?: number;
};

export type ScriptResult = ExecutionResult & {
  /** True where the script, or something that it had started, ignored TERM and was killed. */
  readonly isForced: boolean;
};

export type ScriptExecution = Pick<Execution, "kill"> & {
  readonly result: Promise<ScriptResult>;
  /** The process group of the script in the machine's numbering; null until there is one. */
  readonly pid: number | null;
  /** Resolves once the script was started, or it is certain that it never will be. */
  readonly started: Promise<void>;
};

export const DEFAULT_GRACE_MS = 10_000;
export const DEFAULT_LOG_CAP_BYTES = logBytesOf({});
export const DEFAULT_OUTPUT_CAP_BYTES = 1024 * 1024;
