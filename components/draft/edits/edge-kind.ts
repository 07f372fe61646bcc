import type { EdgeSpec } from "#engine/model/graph-content.ts";

/**
 * What an edge is there for: a success of its tail; a failure or any end (`reaction`), which changes no outcome; or a
 * failure that it handles (`rescue`).
 */
export type EdgeKind = "success" | "reaction" | "rescue";

const TEXTS = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;
const TAIL_END = /(?:^|[^.\w])(?:state|exit)\b(?!\s*[:(])/;

/** True if this failure or condition may be met by a failure, so that the edge may handle it. */
export function canRescue({ when }: Pick<EdgeSpec, "when">): boolean {
  if (when === undefined || when === "always") return false;
  return when === "failed" || TAIL_END.test(when.replace(TEXTS, "''"));
}

/** What an edge is there for. */
export function edgeKind({ when, rescue }: Pick<EdgeSpec, "when" | "rescue">): EdgeKind {
  if (rescue === true) return "rescue";
  return when === "always" || canRescue({ when }) ? "reaction" : "success";
}

/** The edge's label: `failed · rescue`, `always`, its condition; null if it waits for a success only. */
export function edgeLabel({ when, rescue, default: isDefault }: EdgeSpec): string | null {
  const words = [
    ...(isDefault === true ? ["otherwise"] : when === undefined ? [] : [when]),
    ...(rescue === true ? ["rescue"] : []),
  ];
  return words.length === 0 ? null : words.join(" · ");
}
