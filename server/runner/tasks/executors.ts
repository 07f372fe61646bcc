import type { Task } from "#engine/kinds/kind/task.ts";
import type { Execute, Execution, PreparedTask, TaskContext } from "../execution/execution.ts";
import { passwordsOf } from "../execution/passwords-of.ts";
import { maskedSink } from "../log/masked-sink.ts";
import { emailExecutor } from "./email.ts";
import { httpExecutor } from "./http.ts";
import type { RunnerResources } from "./runner-resources.ts";
import { scriptExecutor, scriptPreparer } from "./script.ts";
import { transferExecutor } from "./transfer.ts";

type Kind = Task["kind"];
type TaskOf<K extends Kind> = Extract<Task, { readonly kind: K }>;

/**
 * The executor of each kind of task. There is no default: a kind without a row does not compile, so no other task can
 * run as a script.
 */
const EXECUTORS: { readonly [K in Kind]: (runner: RunnerResources) => Execute<TaskOf<K>> } = {
  script: scriptExecutor,
  http: httpExecutor,
  email: emailExecutor,
  transfer: transferExecutor,
};

export type Executors = {
  readonly execute: Execute;
  /** Gets ready for a task whose claim is not committed yet; null: nothing of its kind can be done before. */
  readonly prepare: (task: Task, context: Omit<TaskContext, "sink">) => PreparedTask | null;
};

/**
 * Makes the executors of a runner, once for all attempts.
 *
 * @returns what executes and prepares a task of any kind.
 * @throws Error where the environment cannot be used; the message is for a person.
 */
export function openExecutors(runner: RunnerResources): Executors {
  const executors = new Map<Kind, Execute<never>>();
  for (const [kind, open] of Object.entries(EXECUTORS)) executors.set(kind as Kind, open(runner));
  const prepareScript = scriptPreparer(runner);
  return {
    execute(task, context) {
      const execute = executors.get(task.kind) as Execute | undefined;
      if (execute === undefined) throw new RangeError(`No runner can carry out a task of kind ${task.kind}.`);
      // A script's output is masked before its log is cut.
      return task.kind === "script" ? execute(task, context) : executeMasked(execute, task, context);
    },
    prepare: (task, context) => (task.kind === "script" ? prepareScript(task, context) : null),
  };
}

/** Executes a task whose log passes a mask. */
function executeMasked(execute: Execute, task: Task, context: TaskContext): Execution {
  const { sink, end } = maskedSink(context.sink, [
    ...Object.values(context.secrets),
    ...passwordsOf(context.connections),
  ]);
  const { kill, result } = execute(task, { ...context, sink });
  return { kill, result: result.finally(end) };
}
