import type { Plan } from "../../plan/plan.ts";
import { descendantsOf } from "../../plan/plan-reach.ts";
import { isToUndo } from "../../policies/left-to-undo.ts";
import { undoWayOf } from "../../policies/undo-policy.ts";
import type { PipelineCopy } from "./pipeline-copy.ts";

/**
 * What a rollback does not reach, because the undo of something behind it failed in this act. In the plan's order.
 *
 * @param from the vertex down to which is undone; null: all of it.
 */
export function undoNotReached(plan: Plan, copy: PipelineCopy, from: number | null): readonly number[] {
  const isBroken = [...copy.moved].some((number) => copy.track(number).state === "revert_failed");
  if (!isBroken) return [];
  const scope = from === null ? null : new Set([from, ...descendantsOf(plan, from)]);
  return plan.vertices
    .filter((vertex) => {
      if (scope !== null && !scope.has(vertex.number)) return false;
      const way = undoWayOf(vertex);
      return (way === "script" || way === "children") && isToUndo(vertex, copy.track(vertex.number));
    })
    .map(({ number }) => number);
}
