import type { ScriptTask } from "#engine/kinds/kind/task.ts";
import { traceparentOf } from "#engine/model/trace-ids.ts";
import { inputEnvironment } from "#engine/values/environment.ts";
import type { Execute, Prepare } from "../execution/execution.ts";
import type { RunnerResources } from "./runner-resources.ts";

/** Executes scripts. */
export function scriptExecutor(runner: RunnerResources): Execute<ScriptTask> {
  const prepare = scriptPreparer(runner);
  return (task, { sink, ...context }) => prepare(task, context).go(sink);
}

/** Keeps a slot for a script. A secret is in the script's environment, like any other input. */
export function scriptPreparer({ scripts, isTraced }: RunnerResources): Prepare<ScriptTask> {
  return (
    { interpreter, options, output, fence, program, env, logBytes },
    { secrets, timeoutMs, attempt },
  ) => {
    const secretEnv = Object.entries(secrets).map(([input, value]) => inputEnvironment(input, value));
    const fullEnv = Object.assign(isTraced ? { TRACEPARENT: traceparentOf(attempt) } : {}, env, ...secretEnv);
    const task = {
      ...{ interpreter, options, output, fence, script: program, env: fullEnv, timeoutMs },
      ...(logBytes !== undefined && { logCapBytes: logBytes }),
    };
    return scripts.prepare({ ...task, secrets: Object.values(secrets) });
  };
}
