import { CHILD_UNKNOWN, childFindings } from "#engine/check/findings-children.ts";
import type { Finding, VertexSpec } from "#engine/model/graph-content.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { graphKey } from "#repos/graphs/graph-rows.ts";
import { type PlacedSpec, sealedHeaders, specsNamed } from "#repos/graphs/pin-rows.ts";
import type { RevisionRow } from "#repos/graphs/revision-rows.ts";
import { retiredFindings } from "./pin-children.ts";

type Draft = Pick<RevisionRow, "id" | "findings">;

/** How many problems of each level a draft has. */
type Problems = { readonly errorCount: number; readonly warningCount: number };

/**
 * How many problems drafts have, by the id of the draft. The stored findings are those of a save: what a vertex runs may have
 * been sealed since then. Of such a draft that vertex is judged anew, with the header of what it runs. No draft is read whole for
 * that, so a ring of locks with what was sealed since is told by its page, and not here.
 *
 * @param folders those that whoever asks may read: a graph of another one is none for them.
 */
export async function listedProblems(
  tx: Queries,
  drafts: readonly Draft[],
  folders: FolderIds,
): Promise<Map<number, Problems>> {
  const anew = await judgedAnew(tx, drafts, folders);
  return new Map(
    drafts.map(({ id, findings }) => {
      const judged = anew.get(id);
      const isOver = ({ code, vertices: [vertex = ""] }: Finding) =>
        code === CHILD_UNKNOWN && judged?.has(vertex) === true;
      const stored = (findings ?? []).filter((each) => !isOver(each));
      return [id, countOf([...stored, ...[...(judged?.values() ?? [])].flat()])];
    }),
  );
}

function countOf(findings: readonly Finding[]): Problems {
  const count = (wanted: Finding["level"]) => findings.filter(({ level }) => level === wanted).length;
  return { errorCount: count("error"), warningCount: count("warning") };
}

type Judged = Map<string, readonly Finding[]>;

/** The findings of the vertices that ran nothing when their drafts were saved, and run a sealed revision now. */
async function judgedAnew(
  tx: Queries,
  drafts: readonly Draft[],
  folders: FolderIds,
): Promise<Map<number, Judged>> {
  const waiting = drafts.flatMap(({ id, findings }) =>
    (findings ?? []).flatMap(({ code, vertices }) =>
      code === CHILD_UNKNOWN ? vertices.map((name) => ({ revisionId: id, name })) : [],
    ),
  );
  const specs = (await specsNamed(tx, waiting)).flatMap(unpinned);
  const wanted = new Map(
    specs.map(({ graph }) => [
      keyOf(graph.name, graph.revision),
      { graph: graph.name, number: graph.revision },
    ]),
  );
  const rows = await sealedHeaders(tx, [...wanted.values()], folders);
  const sealed = new Map(rows.map((row) => [keyOf(row.graph, row.number), row]));
  const anew = new Map<number, Judged>();
  for (const { revisionId, name, spec, graph } of specs) {
    const row = sealed.get(keyOf(graph.name, graph.revision));
    if (row === undefined) continue;
    const { digest, header } = row;
    const vertices = new Map([[name, { ...spec, graph: { ...graph, digest } }]]);
    const found = [
      ...childFindings({ vertices }, new Map([[digest, header]])),
      ...retiredFindings(name, graph, row),
    ];
    const judged = anew.get(revisionId) ?? new Map();
    anew.set(revisionId, judged.set(name, found));
  }
  return anew;
}

type Unpinned = PlacedSpec & { readonly graph: NonNullable<VertexSpec["graph"]> };

/** What is pinned by its digest and unknown all the same waits for no revision. */
function unpinned(placed: PlacedSpec): Unpinned[] {
  const { graph } = placed.spec;
  return graph === undefined || graph.digest !== undefined ? [] : [{ ...placed, graph }];
}

function keyOf(graph: string, number: number): string {
  return `${graphKey(graph)}@${number}`;
}
