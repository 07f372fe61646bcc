import { conditionFix, errorFinding, removalOfEdge, warningFinding } from "../../model/finding.ts";
import type { EdgeSpec, Finding, GraphContent, VertexSpec } from "../../model/graph-content.ts";
import { isForFailure } from "../analysis/edge-conditions.ts";

/** Findings about how a vertex chooses among its out-edges: contradictions, and edges that are never taken. */
export function routingFindings({ vertices, edges }: GraphContent): readonly Finding[] {
  const outs = new Map<string, EdgeSpec[]>();
  for (const edge of edges)
    if (vertices.has(edge.tail)) outs.set(edge.tail, [...(outs.get(edge.tail) ?? []), edge]);
  return [...outs].flatMap(([tail, own]) => [
    ...defaultFindings(tail, own),
    ...branchFindings(tail, own, vertices.get(tail)?.branch),
    ...rescueFindings(own),
  ]);
}

function defaultFindings(tail: string, own: readonly EdgeSpec[]): readonly Finding[] {
  const defaults = own.filter((edge) => edge.default === true);
  const findings = defaults.flatMap((edge) => {
    const { when } = edge;
    if (when === undefined) return [];
    return [
      errorFinding(
        "default-with-condition",
        `The edge ${named(edge)} is a default edge and has a condition. Remove one of the two.`,
        {
          edges: [endsOf(edge)],
          fix: conditionFix("Remove the condition", edge, "default"),
          otherFix: conditionFix("Keep the condition", edge, when),
        },
      ),
    ];
  });
  if (defaults.length > 1)
    findings.push(
      errorFinding("default-twice", `${tail} has ${defaults.length} default edges. Only one is allowed.`, {
        vertices: [tail],
        edges: defaults.map(endsOf),
      }),
    );
  const always = own.find((edge) => edge.default === undefined && edge.when === undefined);
  const [first] = defaults;
  if (first !== undefined && always !== undefined)
    findings.push(
      warningFinding(
        "edge-never-taken",
        `The default edge ${named(first)} is never taken: ${named(always)} has no condition.`,
        { edges: [endsOf(first)], fix: removalOfEdge(first) },
      ),
    );
  return findings;
}

function branchFindings(
  tail: string,
  own: readonly EdgeSpec[],
  branch: VertexSpec["branch"],
): readonly Finding[] {
  const free = own.filter((edge) => edge.default === undefined && edge.when === undefined);
  const [open, second] = free;
  if (branch === undefined || branch === "some" || open === undefined) return [];
  if (branch === "one")
    return second === undefined
      ? []
      : [
          errorFinding(
            "branch-never-one",
            `${tail} takes exactly one edge, but ${named(open)} and ${named(second)} have no condition: both always hold.`,
            { vertices: [tail], edges: [endsOf(open), endsOf(second)] },
          ),
        ];
  const hasDefault = own.some((edge) => edge.default === true);
  return own
    .slice(own.indexOf(open) + 1)
    .filter(({ when, ...edge }) => edge.default === undefined && when !== "failed" && when !== "always")
    .map((edge) =>
      warningFinding(
        "edge-never-taken",
        `The edge ${named(edge)} is never taken: ${named(open)} comes before it and has no condition.`,
        {
          edges: [endsOf(edge)],
          fix: removalOfEdge(edge),
          ...(hasDefault
            ? {}
            : { otherFix: conditionFix(`Take ${named(open)} where no other is`, open, "default") }),
        },
      ),
    );
}

/** An edge that is not there for a failure cannot rescue. */
function rescueFindings(own: readonly EdgeSpec[]): readonly Finding[] {
  return own
    .filter(({ rescue, when }) => rescue === true && !isForFailure(when))
    .map((edge) =>
      errorFinding(
        "rescue-without-failure",
        `The edge ${named(edge)} says \`rescue\`, but it is not there for a failure. Write \`when: failed\`, or a condition over \`state\` or \`exit\`.`,
        {
          edges: [endsOf(edge)],
          fix: { label: "Remove rescue", change: "no-rescue", vertex: edge.head, tail: edge.tail },
          otherFix: conditionFix("Take it after a failure", edge, "failed"),
        },
      ),
    );
}

function named({ tail, head }: EdgeSpec): string {
  return `${tail} -> ${head}`;
}

function endsOf({ tail, head }: EdgeSpec) {
  return { tail, head };
}
