import { errorFinding } from "../../model/finding.ts";
import type { EdgeSpec, Finding, GraphContent } from "../../model/graph-content.ts";
import { nearestWord } from "../../text/nearest-word.ts";

/** In a larger graph, a misspelt name is not compared with every vertex, because that would take too long. */
const MAX_GUESS = 500;

/** Findings about single edges: from a vertex to itself, duplicate, or with an unknown vertex. */
export function edgeFindings({ vertices, edges }: GraphContent): readonly Finding[] {
  const seen = new Set<string>();
  const known = vertices.size > MAX_GUESS ? [] : [...vertices.keys()];
  return edges.flatMap((edge) => {
    const { tail, head } = edge;
    // Names contain no line break, so two different edges never have the same key.
    const key = `${tail}\n${head}`;
    const isAgain = seen.has(key);
    seen.add(key);
    const about = { edges: [{ tail, head }] };
    const missing = unknownEnds(edge, vertices, known).map((text) =>
      errorFinding("edge-unknown-vertex", text, about),
    );
    if (isAgain)
      missing.push(
        errorFinding("edge-duplicate", `The edge ${tail} -> ${head} occurs twice. Remove one.`, about),
      );
    else if (tail === head) {
      const text = `${tail} waits for itself: the edge ${tail} -> ${head} can never be taken. Remove it.`;
      missing.push(errorFinding("edge-self", text, { ...about, vertices: vertices.has(tail) ? [tail] : [] }));
    }
    return missing;
  });
}

function unknownEnds(
  { tail, head }: EdgeSpec,
  vertices: GraphContent["vertices"],
  known: readonly string[],
): string[] {
  return [...new Set([tail, head])]
    .filter((name) => !vertices.has(name))
    .map((name) => {
      const near = nearestWord(name, known);
      const guess = near === null ? "" : ` Did you mean ${near}?`;
      return `The edge ${tail} -> ${head} names ${name}, which is not a vertex of this graph.${guess}`;
    });
}
