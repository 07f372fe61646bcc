import type { Problem } from "#contract/refusal.ts";
import type { Finding } from "#engine/model/graph-content.ts";

/** Findings about a shape that no draft can hold: the tables' keys forbid such rows, so saving refuses them. */
const UNSTORABLE: ReadonlySet<string> = new Set(["edge-self", "edge-duplicate", "edge-unknown-vertex"]);

/** The findings that saving refuses, as problems of the request. */
export function structuralProblems(findings: readonly Finding[]): Problem[] {
  return findings
    .filter((finding) => UNSTORABLE.has(finding.code))
    .map((finding) => ({ path: placeOf(finding), text: finding.text }));
}

/** Findings as a refusal lists them. */
export function problemsOf(findings: readonly Finding[]): Problem[] {
  return findings
    .filter(({ level }) => level === "error")
    .map((finding) => ({ path: placeOf(finding), text: finding.text }));
}

function placeOf(finding: Finding): string {
  const [edge] = finding.edges;
  if (edge !== undefined && finding.edges.length === 1) return `edges: ${edge.tail} -> ${edge.head}`;
  return finding.vertices.map((name) => `vertices.${name}`).join(", ");
}
