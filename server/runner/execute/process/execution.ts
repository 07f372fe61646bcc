import type { Interpreter } from "#engine/model/graph-content.ts";

/** What is to be executed, already rendered: nothing here is looked up or filled in later. */
export type ExecutionRequest = {
  /** Names the attempt's directory: letters, digits, `.`, `_` and `-`, unique among the live ones of this runner. */
  readonly attempt: string;
  readonly interpreter: Interpreter;
  readonly script: string;
  /** The inputs and `SIGNALBOX_*` under the names that the script reads. */
  readonly env: Readonly<Record<string, string>>;
  /** Counted from the moment the script is handed over; null: it may take for ever. */
  readonly timeoutMs: number | null;
  /** Between TERM and KILL. */
  readonly graceMs?: number;
  /** What the log holds of one attempt, stdout and stderr together. */
  readonly logCapBytes?: number;
  readonly outputCapBytes?: number;
};

/** Why an execution was ended before its time. */
export type EndReason = "timeout" | "cancelled" | "shutdown" | "stale";

export type LogStream = "stdout" | "stderr" | "system";

/** Where the bytes of a script go. */
export type LogSink = {
  /**
   * Takes some bytes, at most 64 KiB. Gives nothing if it can take more at once, else a promise that settles when it
   * can: until then the script's pipes are left alone, for so long as `pump-output.ts` has patience.
   */
  write(stream: LogStream, bytes: Buffer): Promise<void> | undefined;
};

/** How it ended. A failing script is an outcome like any other. */
export type ExecutionResult = {
  /** Null where a signal ended the script, and where it never began. */
  readonly exitCode: number | null;
  /** `SIGKILL` and so on. */
  readonly signal: string | null;
  /** What the script left in the file `$SIGNALBOX_OUTPUT`; null where it left none. */
  readonly outputText: string | null;
  readonly outputTruncated: boolean;
  readonly endedBy: EndReason | null;
  /** A sentence that tells why the script never began. */
  readonly spawnError: string | null;
  /** What the sink was given of stdout and stderr. */
  readonly logBytes: number;
  /** Some of the output did not reach the log; the log itself says where. */
  readonly isLogCut: boolean;
  /** What a server answered, where it was a request; its body as it came. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly text: string;
  };
  /** It, or something it had started, did not heed TERM and was killed. */
  readonly forced: boolean;
};

export type Execution = {
  /** The process group of the script, as this machine counts; null until there is one. */
  readonly pid: number | null;
  /** Settles once the script was handed over, or will never be. */
  readonly started: Promise<void>;
  /** TERM to all of it, KILL after the grace, or now. The first reason is the one that counts. */
  kill(reason: EndReason, when?: "after-grace" | "now"): void;
  /** Never rejects. */
  readonly result: Promise<ExecutionResult>;
};

export const DEFAULT_GRACE_MS = 10_000;
export const DEFAULT_LOG_CAP_BYTES = 16 * 1024 * 1024;
export const DEFAULT_OUTPUT_CAP_BYTES = 1024 * 1024;
