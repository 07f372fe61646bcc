import type { EmailSpec, HttpSpec, InputSpec, Interpreter, Json } from "../model/graph-content.ts";
import type { EmailResponse } from "./email-message.ts";
import type { HttpResponse } from "./http-outcome.ts";

/** A script with its placeholders filled in. */
export type ScriptTask = {
  readonly kind: "script";
  readonly interpreter: Interpreter;
  readonly program: string;
  /** The whole environment that the graph gives it, but for secrets. */
  readonly env: Readonly<Record<string, string>>;
};

/** A request. Its placeholders are filled in by the runner, which alone knows the secrets. */
export type HttpTask = {
  readonly kind: "http";
  readonly spec: HttpSpec;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  /** Of a secret its name. */
  readonly values: Readonly<Record<string, Json>>;
};

/** An email, like a request: the runner fills its placeholders in. */
export type EmailTask = Omit<HttpTask, "kind" | "spec"> & {
  readonly kind: "email";
  readonly spec: EmailSpec;
};

/** What a runner does for one attempt. Each member has an executor in `server/runner/tasks/executors.ts`. */
export type Task = ScriptTask | HttpTask | EmailTask;

/** What a server answered to a task that is no script. `status` is its three digits. */
export type TaskResponse = HttpResponse | EmailResponse;
