import { edgeFieldFix, errorFinding, removalOfEdge, warningFinding } from "../../model/finding.ts";
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
    const { when, rescue, after } = edge;
    if (when === undefined) return [];
    const withoutWhen = edgeFieldFix("Remove the condition", edge, { field: "when", value: null });
    const withoutDefault = edgeFieldFix("Remove default", edge, { field: "default", value: null });
    // A rescue needs its condition. Of an edge with a time, the finding about that time has the fix.
    const fixes =
      after !== undefined
        ? {}
        : rescue === true
          ? { fix: withoutDefault }
          : { fix: withoutWhen, otherFix: withoutDefault };
    return [
      errorFinding(
        "default-with-condition",
        `The edge ${named(edge)} is a default edge and has a condition. Remove one of the two.`,
        { edges: [endsOf(edge)], ...fixes },
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
  const always = own.find(isOpen);
  if (always === undefined) return findings;
  return [
    ...findings,
    ...defaults.map((edge) =>
      warningFinding(
        "edge-never-taken",
        `The default edge ${named(edge)} is never taken: ${named(always)} has no condition.`,
        { edges: [endsOf(edge)], fix: removalOfEdge(edge) },
      ),
    ),
  ];
}

function branchFindings(
  tail: string,
  own: readonly EdgeSpec[],
  branch: VertexSpec["branch"],
): readonly Finding[] {
  const [open, second] = own.filter(isOpen);
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
  // Another edge that is always taken would still be taken instead of the others.
  const canBeDefault = second === undefined && !own.some((edge) => edge.default === true);
  const otherFix = edgeFieldFix(`Take ${named(open)} where no other is`, open, {
    field: "default",
    value: true,
  });
  return own
    .slice(own.indexOf(open) + 1)
    .filter((edge) => isChosen(edge) && edge.default === undefined && !isForFailure(edge.when))
    .map((edge) =>
      warningFinding(
        "edge-never-taken",
        `The edge ${named(edge)} is never taken: ${named(open)} comes before it and has no condition.`,
        { edges: [endsOf(edge)], fix: removalOfEdge(edge), ...(canBeDefault && { otherFix }) },
      ),
    );
}

/** An edge that is not there for a failure cannot rescue. */
function rescueFindings(own: readonly EdgeSpec[]): readonly Finding[] {
  return own
    .filter(({ rescue, when }) => rescue === true && !isForFailure(when))
    .map((edge) => {
      const isBare = edge.when === undefined && edge.default === undefined;
      const fix = edgeFieldFix("Remove rescue", edge, { field: "rescue", value: null });
      const otherFix = edgeFieldFix("Take it after a failure", edge, { field: "when", value: "failed" });
      return errorFinding(
        "rescue-without-failure",
        `The edge ${named(edge)} says \`rescue\`, but it is not there for a failure. Write \`when: failed\`, or a condition over \`state\` or \`exit\`.`,
        // Of an edge with a time, the finding about that time has the fix.
        {
          edges: [endsOf(edge)],
          ...(edge.after === undefined && { fix, ...(isBare && { otherFix }) }),
        },
      );
    });
}

/** Whether an edge is chosen once its tail has ended: others start their heads after a time, or in any case. */
function isChosen({ after, when }: EdgeSpec): boolean {
  return after === undefined && when !== "always";
}

/** Whether an edge is taken after each success of its tail. */
function isOpen(edge: EdgeSpec): boolean {
  return isChosen(edge) && edge.default === undefined && edge.when === undefined;
}

function named({ tail, head }: EdgeSpec): string {
  return `${tail} -> ${head}`;
}

function endsOf({ tail, head }: EdgeSpec) {
  return { tail, head };
}
