import { and, eq, inArray, or, sql } from "drizzle-orm";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { graphKey, isInFolders } from "./graph-rows.ts";
import type { RevisionRow } from "./revision-rows.ts";

/** A statement has so many names or numbers at most. */
const A_STATEMENT = 500;

/** A sealed graph as a vertex names it. */
export type PinRow = { readonly name: string; readonly revision: number; readonly digest: string | null };

/** The sealed graphs that vertices of a revision run, each once. The texts of its scripts stay in the database. */
export async function pinsIn(tx: Queries, revisionId: number): Promise<PinRow[]> {
  const at = (path: string) => sql<string | null>`json_unquote(json_extract(${vertex.spec}, ${path}))`;
  const rows = await tx
    .selectDistinct({
      name: at("$.graph.name").as("pinned_name"),
      revision: at("$.graph.revision").as("pinned_revision"),
      digest: at("$.graph.digest").as("pinned_digest"),
    })
    .from(vertex)
    .where(and(eq(vertex.revisionId, revisionId), sql`${vertex.spec} like '%"graph":%'`));
  return rows.flatMap(({ name, revision: number, digest }) =>
    name === null ? [] : [{ name, revision: Number(number), digest }],
  );
}

/** A vertex of a revision, as it is stored. */
export type PlacedSpec = { readonly revisionId: number; readonly name: string; readonly spec: VertexSpec };

/** Vertices of revisions, by their names. */
export async function specsNamed(
  tx: Queries,
  wanted: readonly Pick<PlacedSpec, "revisionId" | "name">[],
): Promise<PlacedSpec[]> {
  const found: PlacedSpec[] = [];
  for (let at = 0; at < wanted.length; at += A_STATEMENT)
    found.push(
      ...(await tx
        .select({ revisionId: vertex.revisionId, name: vertex.name, spec: vertex.spec })
        .from(vertex)
        .where(
          or(
            ...wanted
              .slice(at, at + A_STATEMENT)
              .map(({ revisionId, name }) => and(eq(vertex.revisionId, revisionId), eq(vertex.name, name))),
          ),
        )),
    );
  return found;
}

/** A sealed revision without its vertices, and the name of its graph. */
export type SealedHeader = Pick<RevisionRow, "header" | "digest" | "retiredAt"> & {
  readonly graph: string;
  readonly number: number;
};

/** Sealed revisions as vertices name them, of graphs in these folders. */
export async function sealedHeaders(
  tx: Queries,
  wanted: readonly { readonly graph: string; readonly number: number }[],
  folders: FolderIds,
): Promise<SealedHeader[]> {
  const { header, digest, retiredAt, number } = revision;
  const found: SealedHeader[] = [];
  for (let at = 0; at < wanted.length; at += A_STATEMENT) {
    const rows = await tx
      .select({ header, digest, retiredAt, number, graph: graph.name })
      .from(graph)
      .innerJoin(revision, eq(revision.graphId, graph.id))
      .where(
        and(
          isInFolders(folders),
          or(
            ...wanted
              .slice(at, at + A_STATEMENT)
              .map((each) => and(eq(graph.liveName, graphKey(each.graph)), eq(number, each.number))),
          ),
        ),
      );
    for (const { number, ...row } of rows) if (number !== null) found.push({ ...row, number });
  }
  return found;
}

/** A graph with its newest sealed revision that is not retired; null where there is none. */
export type GraphWithNewest = {
  readonly id: number;
  readonly name: string;
  readonly newest: (Pick<RevisionRow, "id" | "digest"> & { readonly number: number }) | null;
};

/** Graphs in these folders, by their names. Of each graph one revision is read, however many it has. */
export async function graphsWithNewest(
  tx: Queries,
  names: readonly string[],
  folders: FolderIds,
): Promise<GraphWithNewest[]> {
  const newest = sql`(select r.id from revision r where r.graph_id = ${graph.id} and r.number is not null and r.retired_at is null order by r.number desc limit 1)`;
  const found: GraphWithNewest[] = [];
  for (let at = 0; at < names.length; at += A_STATEMENT) {
    const rows = await tx
      .select({
        id: graph.id,
        name: graph.name,
        revisionId: revision.id,
        number: revision.number,
        digest: revision.digest,
      })
      .from(graph)
      .leftJoin(revision, eq(revision.id, newest))
      .where(
        and(inArray(graph.liveName, names.slice(at, at + A_STATEMENT).map(graphKey)), isInFolders(folders)),
      );
    for (const { id, name, revisionId, number, digest } of rows)
      found.push({
        id,
        name,
        newest:
          revisionId === null || number === null || digest === null
            ? null
            : { id: revisionId, number, digest },
      });
  }
  return found;
}

export type NumberedRevision = Pick<
  RevisionRow,
  "id" | "graphId" | "number" | "digest" | "retiredAt" | "retiredBy" | "retiredReason"
>;

/** Sealed revisions of graphs, by their numbers, without what is large in them. */
export async function revisionsNumbered(
  tx: Queries,
  wanted: readonly { readonly graphId: number; readonly number: number }[],
): Promise<NumberedRevision[]> {
  const found: NumberedRevision[] = [];
  for (let at = 0; at < wanted.length; at += A_STATEMENT)
    found.push(
      ...(await tx
        .select({
          id: revision.id,
          graphId: revision.graphId,
          number: revision.number,
          digest: revision.digest,
          retiredAt: revision.retiredAt,
          retiredBy: revision.retiredBy,
          retiredReason: revision.retiredReason,
        })
        .from(revision)
        .where(
          or(
            ...wanted
              .slice(at, at + A_STATEMENT)
              .map(({ graphId, number }) => and(eq(revision.graphId, graphId), eq(revision.number, number))),
          ),
        )),
    );
  return found;
}
