import { errorFinding, removalOf } from "../../model/finding.ts";
import type { Finding, GraphContent, VertexSpec } from "../../model/graph-content.ts";

/** Fields that mean nothing for a vertex that runs after all others. */
const NOT_WITH_FINAL = [
  "join",
  "branch",
  "revert",
  "revertFailed",
  "foreach",
  "repeat",
] as const satisfies (keyof VertexSpec)[];

/** Findings about final steps: they run after everything else, so they have no edges and no undo. */
export function finalFindings({ vertices, edges }: GraphContent): readonly Finding[] {
  const finals = new Set([...vertices].flatMap(([name, { final }]) => (final === undefined ? [] : [name])));
  if (finals.size === 0) return [];
  const joined = edges.flatMap(({ tail, head }) => {
    const [name, other] = [tail, head].filter((end) => finals.has(end));
    if (name === undefined) return [];
    const text =
      other === undefined || other === name
        ? `${name} is a final step: it runs after everything else, so it has no edges. Remove the edge ${tail} -> ${head}, or \`final\`.`
        : `${name} and ${other} are final steps: they run after everything else, so they have no edges. Remove the edge ${tail} -> ${head}.`;
    const fix = { label: "Remove the edge", change: "remove-edges", vertex: head, tails: [tail] } as const;
    const place = { vertices: [...new Set([name, other ?? name])], edges: [{ tail, head }], fix };
    // The other one would still be a final step with an edge.
    const otherFix = removalOf(name, "final");
    return [errorFinding("final-with-edge", text, { ...place, ...(other === undefined && { otherFix }) })];
  });
  const fields = [...finals].flatMap((name) =>
    NOT_WITH_FINAL.filter((field) => vertices.get(name)?.[field] !== undefined).map((field) =>
      errorFinding(
        "final-with-field",
        `${name} is a final step: \`${field}\` has no meaning for it. Remove it.`,
        { vertices: [name], fix: removalOf(name, field), otherFix: removalOf(name, "final") },
      ),
    ),
  );
  return [...joined, ...fields];
}
