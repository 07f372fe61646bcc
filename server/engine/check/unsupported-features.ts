import { errorFinding, type Place } from "../model/finding.ts";
import type { Finding, GraphContent, VertexSpec } from "../model/graph-content.ts";

type NotYet<Subject> = { readonly what: string; readonly isIn: (subject: Subject) => boolean };

/**
 * What a graph file can say and this version does not carry out. A graph that says it is kept and shown, and not
 * sealed: nothing is ever silently left out of a run. A version that carries one out deletes its row.
 */
const VERTEX_NOT_YET: readonly NotYet<VertexSpec>[] = [
  { what: "`assignees`, which need sign-in", isIn: ({ prompt }) => prompt?.assignees !== undefined },
  { what: "`quorum`, which needs sign-in", isIn: ({ prompt }) => prompt?.quorum !== undefined },
  {
    what: "`excludeLauncher`, which needs sign-in",
    isIn: ({ prompt }) => prompt?.excludeLauncher !== undefined,
  },
];

/** An error for everything in a graph that this version does not carry out. */
export function unsupportedFindings(content: GraphContent): readonly Finding[] {
  return [...content.vertices].flatMap(([vertex, spec]) =>
    told(VERTEX_NOT_YET, spec, vertex, { vertices: [vertex] }),
  );
}

function told<Subject>(
  rows: readonly NotYet<Subject>[],
  subject: Subject,
  who: string,
  place: Place,
): readonly Finding[] {
  return rows
    .filter(({ isIn }) => isIn(subject))
    .map(({ what }) =>
      errorFinding(
        "not-carried-out",
        `${who} asks for ${what}, which this version does not carry out yet. Remove it to seal.`,
        place,
      ),
    );
}
