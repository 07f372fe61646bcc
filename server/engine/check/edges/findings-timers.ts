import { edgeFieldFix, errorFinding } from "../../model/finding.ts";
import type { Finding, GraphContent } from "../../model/graph-content.ts";
import { durationText } from "../../time/durations.ts";

/** Findings about edges with `after`: such an edge has no condition, and is the only one that leads to its head. */
export function timerFindings({ edges }: GraphContent): readonly Finding[] {
  const tails = new Map<string, string[]>();
  for (const { tail, head } of edges) tails.set(head, [...(tails.get(head) ?? []), tail]);
  return edges.flatMap(({ tail, head, when, default: isDefault, rescue, after }) => {
    if (after === undefined) return [];
    const named = `The edge ${tail} -> ${head} starts ${head} after a time`;
    const place = { edges: [{ tail, head }] };
    const findings: Finding[] = [];
    if (when !== undefined || isDefault === true || rescue === true) {
      const text = `${named}, so it has no \`when\`, \`default\` or \`rescue\`. Remove that.`;
      const fix = {
        change: "timer",
        label: `Keep only after ${durationText(after)}`,
        vertex: head,
        tail,
        after: durationText(after),
      } as const;
      // What is left must be one condition, or `default`.
      const isOneLeft = (when !== undefined) !== (isDefault === true);
      const otherFix = edgeFieldFix("Remove the time", { tail, head }, { field: "after", value: null });
      findings.push(
        errorFinding("timer-with-condition", text, { ...place, fix, ...(isOneLeft && { otherFix }) }),
      );
    }
    const others = (tails.get(head) ?? []).filter((other) => other !== tail);
    if (others.length > 0) {
      const text = `${named}, so it must be the only edge to ${head}. Remove the others.`;
      const label = `Remove the other edges to ${head}`;
      const fix = { change: "remove-edges", label, vertex: head, tails: others } as const;
      findings.push(errorFinding("timer-not-alone", text, { vertices: [head], ...place, fix }));
    }
    return findings;
  });
}
