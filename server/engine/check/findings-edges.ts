import { errorFinding } from "../model/finding.ts";
import type { EdgeSpec, Finding, GraphContent } from "../model/graph-content.ts";
import { nearestWord } from "../text/nearest-word.ts";

/** In a graph of more vertices than this a misspelt name is not compared with each of them. */
const MAX_GUESS = 500;

/** Findings about single edges: onto themselves, twice, to vertices that are not there. */
export function edgeFindings({ vertices, edges }: GraphContent): readonly Finding[] {
  const seen = new Set<string>();
  const known = vertices.size > MAX_GUESS ? [] : [...vertices.keys()];
  return edges.flatMap((edge) => {
    const { tail, head } = edge;
    // No name holds a line break, so two different edges never share a key.
    const key = `${tail}\n${head}`;
    const isAgain = seen.has(key);
    seen.add(key);
    const about = { edges: [{ tail, head }] };
    const missing = unknownEnds(edge, vertices, known).map((text) =>
      errorFinding("edge-unknown-vertex", text, about),
    );
    if (isAgain)
      missing.push(
        errorFinding("edge-duplicate", `The edge ${tail} -> ${head} stands twice. Remove one.`, about),
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
      return `The edge ${tail} -> ${head} names ${name}, which is no vertex of this graph.${guess}`;
    });
}
