import type { EdgeSpec } from "#engine/model/graph-content.ts";
import { durationText } from "#engine/time/durations.ts";

/**
 * What an edge is there for: a success of its tail; a failure or any end (`reaction`), which changes no outcome; a
 * failure that it handles (`rescue`); or a tail that takes longer than a time (`timer`).
 */
export type EdgeKind = "success" | "reaction" | "rescue" | "timer";

const TEXTS = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;
const TAIL_END = /(?:^|[^.\w])(?:state|exit)\b(?!\s*[:(])/;

/** True if this failure or condition may be met by a failure, so that the edge may handle it. */
export function canRescue({ when }: Pick<EdgeSpec, "when">): boolean {
  if (when === undefined || when === "always") return false;
  return when === "failed" || TAIL_END.test(when.replace(TEXTS, "''"));
}

/** What an edge is there for. */
export function edgeKind({ when, rescue, after }: Pick<EdgeSpec, "when" | "rescue" | "after">): EdgeKind {
  if (after !== undefined) return "timer";
  if (rescue === true) return "rescue";
  return when === "always" || canRescue({ when }) ? "reaction" : "success";
}

/** The edge's label: `failed · rescue`, `always`, `after 30m`, its condition; null if it waits for a success only. */
export function edgeLabel({ when, rescue, after, default: isDefault }: EdgeSpec): string | null {
  const words = [
    ...(after === undefined ? [] : [`after ${durationText(after)}`]),
    ...(isDefault === true ? ["otherwise"] : when === undefined ? [] : [when]),
    ...(rescue === true ? ["rescue"] : []),
  ];
  return words.length === 0 ? null : words.join(" · ");
}
