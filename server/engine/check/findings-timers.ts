import { errorFinding } from "../model/finding.ts";
import type { Finding, GraphContent } from "../model/graph-content.ts";

/** Findings about edges with `after`: such an edge has no condition, and is the only one that leads to its head. */
export function timerFindings({ edges }: GraphContent): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const { head } of edges) counts.set(head, (counts.get(head) ?? 0) + 1);
  return edges
    .filter(({ after }) => after !== undefined)
    .flatMap(({ tail, head, when, default: isDefault, rescue }) => {
      const named = `The edge ${tail} -> ${head} starts ${head} after a time`;
      const place = { edges: [{ tail, head }] };
      const findings: Finding[] = [];
      if (when !== undefined || isDefault === true || rescue === true)
        findings.push(
          errorFinding(
            "timer-with-condition",
            `${named}, so it has no \`when\`, \`default\` or \`rescue\`. Remove that.`,
            place,
          ),
        );
      if ((counts.get(head) ?? 0) > 1)
        findings.push(
          errorFinding(
            "timer-not-alone",
            `${named}, so it must be the only edge to ${head}. Remove the others.`,
            {
              vertices: [head],
              ...place,
            },
          ),
        );
      return findings;
    });
}
