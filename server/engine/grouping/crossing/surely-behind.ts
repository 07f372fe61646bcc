import { isForFailure } from "../../check/analysis/edge-conditions.ts";
import { orderOf } from "../../check/analysis/vertex-order.ts";
import type { EdgeSpec } from "../../model/graph-content.ts";
import type { Border, Reason } from "../border/border.ts";
import { edgesBy } from "../border/border.ts";
import type { CrossingValue } from "./crossing-values.ts";

/** The vertices outside that run only where all of the group has succeeded. */
function surelyBehind({ content, inside }: Border): ReadonlySet<string> {
  const ins = edgesBy(content.edges, "head");
  const behind = new Set<string>();
  const needsSuccess = ({ tail, when, rescue, after }: EdgeSpec) =>
    (inside.has(tail) || behind.has(tail)) &&
    when !== "always" &&
    rescue !== true &&
    after === undefined &&
    !isForFailure(when);
  for (const name of orderOf(content).names) {
    if (inside.has(name)) continue;
    const own = ins.get(name) ?? [];
    const isAny = content.vertices.get(name)?.join === "any";
    if (own.length > 0 && (isAny ? own.every(needsSuccess) : own.some(needsSuccess))) behind.add(name);
  }
  return behind;
}

/** Readers of the group's values that may run after a failure in it: a graph that failed gives no outputs. */
export function refusedReaders(
  border: Border,
  values: readonly CrossingValue[],
  vertex: string,
): readonly Reason[] {
  // Of one vertex alone this was so before.
  if (border.inside.size === 1) return [];
  const behind = surelyBehind(border);
  return values.flatMap(({ from, readBy }) =>
    readBy.flatMap((reader): Reason[] => {
      const at = reader.split(" -> ")[0] ?? reader;
      if (at === "" || at === vertex || behind.has(at)) return [];
      return [
        {
          text: `${reader} reads ${from}, and may run after something in the group failed: a graph that failed gives no outputs. Select ${at}, too, or let it not read that.`,
          vertices: [at],
        },
      ];
    }),
  );
}
