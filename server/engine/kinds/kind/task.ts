import type {
  EmailSpec,
  HttpSpec,
  InputSpec,
  Interpreter,
  Json,
  TransferSpec,
} from "../../model/graph-content.ts";
import type { EmailResponse } from "../../requests/email-message.ts";
import type { HttpResponse } from "../../requests/http-outcome.ts";
import type { Fence } from "../../shape/fields/fences.ts";
import type { TransferCounts } from "../../transfers/transfer-round.ts";

/**
 * How the log keeps what a script prints. `merged`: stdout and stderr as one stream, in the order in which they were
 * written. `split`: each for itself, in no order among each other.
 */
export type OutputMode = "merged" | "split";

/** A script with its placeholders replaced. */
export type ScriptTask = {
  readonly kind: "script";
  readonly interpreter: Interpreter;
  /** The options of its `#!` line. */
  readonly options: readonly string[];
  readonly output: OutputMode;
  readonly fence: Fence;
  readonly program: string;
  /** The most bytes of its log that are kept. Absent in what an older web process gives: the usual limit. */
  readonly logBytes?: number;
  /** The environment that the graph gives to the script, without secrets. */
  readonly env: Readonly<Record<string, string>>;
};

/** A request. The runner replaces its placeholders, because only the runner knows the secrets. */
export type HttpTask = {
  readonly kind: "http";
  readonly spec: HttpSpec;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** The values of the inputs. For a secret, its name. */
  readonly values: Readonly<Record<string, Json>>;
};

/** An email. The runner replaces its placeholders, as in a request. */
export type EmailTask = Omit<HttpTask, "kind" | "spec"> & {
  readonly kind: "email";
  readonly spec: EmailSpec;
};

/** A transfer. Its connections are given to the runner when it begins. */
export type TransferTask = {
  readonly kind: "transfer";
  readonly spec: TransferSpec;
  /** What its place and its keys are known by: the same for every attempt of every pipeline, also after a renaming. */
  readonly name: string;
  /** The graph and the vertex, for people. Absent where a server of an earlier version gives the task: then it is `name`. */
  readonly title?: string;
};

/** What a runner executes for one attempt. Each type has an executor in `server/runner/tasks/executors.ts`. */
export type Task = ScriptTask | HttpTask | EmailTask | TransferTask;

/** What a transfer did. `left`: how many rows are at the source now; null where that is not known. */
export type TransferResponse = TransferCounts & { readonly kind: "transfer"; readonly left: number | null };

/** The response of a server to a task that is not a script. `status` has three digits. */
export type TaskResponse = HttpResponse | EmailResponse | TransferResponse;
