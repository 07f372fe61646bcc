import type { Env } from "#platform/env.ts";
import type { ScriptExecutor } from "../script/script-executor.ts";

/** What the executors of a runner may use. */
export type RunnerResources = {
  readonly env: Env;
  readonly scripts: ScriptExecutor;
  /** Whether scripts and requests are told the span that they are part of. */
  readonly isTraced: boolean;
};
