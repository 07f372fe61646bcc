import { and, eq, inArray, or, sql } from "drizzle-orm";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { readInPieces } from "../read-in-pieces.ts";
import { graphKey, isInFolders } from "./graph-rows.ts";
import type { RevisionRow } from "./revision-rows.ts";

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
  const isOne = ({ revisionId, name }: Pick<PlacedSpec, "revisionId" | "name">) =>
    and(eq(vertex.revisionId, revisionId), eq(vertex.name, name));
  return readInPieces(wanted, (some) =>
    tx
      .select({ revisionId: vertex.revisionId, name: vertex.name, spec: vertex.spec })
      .from(vertex)
      .where(or(...some.map(isOne))),
  );
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
  const isOne = (each: { readonly graph: string; readonly number: number }) =>
    and(eq(graph.liveName, graphKey(each.graph)), eq(number, each.number));
  const rows = await readInPieces(wanted, (some) =>
    tx
      .select({ header, digest, retiredAt, number, graph: graph.name })
      .from(graph)
      .innerJoin(revision, eq(revision.graphId, graph.id))
      .where(and(isInFolders(folders), or(...some.map(isOne)))),
  );
  return rows.flatMap(({ number, ...row }) => (number === null ? [] : [{ ...row, number }]));
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
  const rows = await readInPieces(names, (some) =>
    tx
      .select({
        id: graph.id,
        name: graph.name,
        revisionId: revision.id,
        number: revision.number,
        digest: revision.digest,
      })
      .from(graph)
      .leftJoin(revision, eq(revision.id, newest))
      .where(and(inArray(graph.liveName, some.map(graphKey)), isInFolders(folders))),
  );
  return rows.map(({ id, name, revisionId, number, digest }) => ({
    id,
    name,
    newest:
      revisionId === null || number === null || digest === null ? null : { id: revisionId, number, digest },
  }));
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
  return readInPieces(wanted, (some) =>
    tx
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
          ...some.map(({ graphId, number }) =>
            and(eq(revision.graphId, graphId), eq(revision.number, number)),
          ),
        ),
      ),
  );
}
