import { errorFinding, type Place } from "../model/finding.ts";
import type { Finding, GraphContent, VertexSpec } from "../model/graph-content.ts";

type NotYet<Subject> = { readonly what: string; readonly isIn: (subject: Subject) => boolean };

/**
 * Fields that this version can read but does not support. A graph with one of them is stored and shown, but cannot be
 * sealed, so that no field is silently ignored. Delete a row when its feature is supported.
 */
const VERTEX_NOT_YET: readonly NotYet<VertexSpec>[] = [
  { what: "`assignees`, which need sign-in", isIn: ({ prompt }) => prompt?.assignees !== undefined },
  { what: "`quorum`, which needs sign-in", isIn: ({ prompt }) => prompt?.quorum !== undefined },
  {
    what: "`excludeLauncher`, which needs sign-in",
    isIn: ({ prompt }) => prompt?.excludeLauncher !== undefined,
  },
];

/** An error for every field in a graph that this version does not support. */
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
        `${who} asks for ${what}, which this version does not support yet. Remove it to seal.`,
        place,
      ),
    );
}
