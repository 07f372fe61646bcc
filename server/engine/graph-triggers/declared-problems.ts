import type { InputSpec } from "../model/graph-content.ts";
import { checkParams } from "../schedules/check-params.ts";
import { NEVER_DUE } from "../schedules/is-ever-due.ts";
import { TRIGGER_KINDS } from "../triggers/trigger-kinds.ts";
import { triggerProblems } from "../triggers/trigger-problems.ts";
import type { DeclaredTrigger } from "./declared-trigger.ts";

/**
 * What is wrong with a declared trigger beside the graph of its file: a rule that is never due, an expression that is
 * none, and params that do not fit. What launches another revision than the file's is not judged by the params of the file.
 *
 * @param specs the params that the graph of the file declares.
 * @param isEverDue tells it of a cron rule: `everDueOf` of this file.
 * @returns places as the API gives them.
 */
export function declaredProblems(
  declared: DeclaredTrigger,
  specs: Readonly<Record<string, InputSpec>>,
  isEverDue: (cron: string) => boolean,
): readonly { readonly path: string; readonly text: string }[] {
  const { revision, state } = declared.file;
  if (state === "removed") return [];
  if (declared.of === "schedule") {
    const { cron, params = {} } = declared.file;
    const never = cron === undefined || isEverDue(cron) ? [] : [{ path: "cron", text: NEVER_DUE }];
    return [...never, ...(revision === undefined ? checkParams(specs, params).problems : [])];
  }
  const { kind, filter = null, params = {} } = declared.file;
  const { names } = TRIGGER_KINDS[kind];
  return revision === undefined
    ? triggerProblems({ filter, params }, specs, names)
    : triggerProblems({ filter, params: {} }, {}, names);
}
