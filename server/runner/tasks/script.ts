import type { ScriptTask } from "#engine/kinds/task.ts";
import { inputEnvironment } from "#engine/values/environment.ts";
import type { Execute } from "../execution/execution.ts";
import type { RunnerResources } from "./runner-resources.ts";

/** Executes scripts. A secret is in the script's environment, like any other input. */
export function scriptExecutor({ scripts }: RunnerResources): Execute<ScriptTask> {
  return ({ interpreter, options, output, program, env }, { secrets, timeoutMs, sink }) => {
    const secretEnv = Object.entries(secrets).map(([input, value]) => inputEnvironment(input, value));
    const fullEnv = Object.assign({}, env, ...secretEnv);
    return scripts.execute({ interpreter, options, output, script: program, env: fullEnv, timeoutMs }, sink);
  };
}
