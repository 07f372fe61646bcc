import { errorFinding, warningFinding } from "../model/finding.ts";
import type { EdgeSpec, Finding, GraphContent } from "../model/graph-content.ts";

/** Findings about how a vertex chooses among its out-edges: contradictions, and edges that are never taken. */
export function routingFindings({ vertices, edges }: GraphContent): readonly Finding[] {
  const outs = new Map<string, EdgeSpec[]>();
  for (const edge of edges)
    if (vertices.has(edge.tail)) outs.set(edge.tail, [...(outs.get(edge.tail) ?? []), edge]);
  return [...outs].flatMap(([tail, own]) => [
    ...defaultFindings(tail, own),
    ...branchFindings(tail, own, vertices.get(tail)?.branch),
  ]);
}

function defaultFindings(tail: string, own: readonly EdgeSpec[]): readonly Finding[] {
  const defaults = own.filter((edge) => edge.default === true);
  const findings = defaults
    .filter(({ when }) => when !== undefined)
    .map((edge) =>
      errorFinding(
        "default-with-condition",
        `The edge ${named(edge)} is a default edge and has a condition. Remove one of the two.`,
        { edges: [endsOf(edge)] },
      ),
    );
  if (defaults.length > 1)
    findings.push(
      errorFinding("default-twice", `${tail} has ${defaults.length} default edges. Only one is allowed.`, {
        vertices: [tail],
        edges: defaults.map(endsOf),
      }),
    );
  const always = own.find((edge) => edge.default === undefined && isUnconditional(edge));
  const [first] = defaults;
  if (first !== undefined && always !== undefined)
    findings.push(
      warningFinding(
        "edge-never-taken",
        `The default edge ${named(first)} is never taken: ${named(always)} has no condition.`,
        { edges: [endsOf(first)] },
      ),
    );
  return findings;
}

function branchFindings(
  tail: string,
  own: readonly EdgeSpec[],
  branch: "first" | "one" | undefined,
): readonly Finding[] {
  const free = own.filter((edge) => edge.default === undefined && isUnconditional(edge));
  const [open, second] = free;
  if (branch === undefined || open === undefined) return [];
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
  return own
    .slice(own.indexOf(open) + 1)
    .filter((edge) => edge.default === undefined && edge.when !== "failed")
    .map((edge) =>
      warningFinding(
        "edge-never-taken",
        `The edge ${named(edge)} is never taken: ${named(open)} comes before it and has no condition.`,
        { edges: [endsOf(edge)] },
      ),
    );
}

function isUnconditional({ when }: EdgeSpec): boolean {
  return when === undefined || when === "always";
}

function named({ tail, head }: EdgeSpec): string {
  return `${tail} -> ${head}`;
}

function endsOf({ tail, head }: EdgeSpec) {
  return { tail, head };
}
