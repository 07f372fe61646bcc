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
    const name = [tail, head].find((end) => finals.has(end));
    if (name === undefined) return [];
    const text = `${name} is a final step: it runs after everything else, so it has no edges. Remove the edge ${tail} -> ${head}, or \`final\`.`;
    const fix = { label: "Remove the edge", change: "remove-edges", vertex: head, tails: [tail] } as const;
    const otherFix = removalOf(name, "final");
    return [
      errorFinding("final-with-edge", text, { vertices: [name], edges: [{ tail, head }], fix, otherFix }),
    ];
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
