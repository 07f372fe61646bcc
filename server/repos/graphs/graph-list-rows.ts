import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, like, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { folder } from "#drizzle/schema/folder.ts";
import { graph, revision } from "#drizzle/schema/graph.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { type GraphRow, graphKey, isInFolders } from "./graph-rows.ts";

export type ListedGraph = { graph: GraphRow; folder: string; draft: typeof revision.$inferSelect };

/** Which graphs are listed; what is left out narrows nothing. */
export type GraphFilter = {
  /** Plain text, found anywhere in the name or the description. */
  readonly search?: string | undefined;
  readonly names?: readonly string[] | undefined;
  /** Only those that have a revision that is not retired. */
  readonly isSealed?: boolean | undefined;
  /** Only those that follow this name. There need be no graph that has it. */
  readonly after?: string | undefined;
};

const FOLDED = sql`collate utf8mb4_unicode_520_ci`;
const DESCRIPTION = sql`json_unquote(json_extract(${revision.header}, '$.description')) ${FOLDED}`;
const sealed = alias(revision, "sealed");

/** Those in these folders, by name. Of those that are searched for, the ones whose name has the text come first. */
export async function listGraphRows(
  tx: Queries,
  { search, names, isSealed = false, after }: GraphFilter,
  limit: number,
  folders: FolderIds = "all",
): Promise<ListedGraph[]> {
  if (names?.length === 0) return [];
  const pattern = search === undefined ? undefined : `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const unretired = tx
    .select({ one: sql`1` })
    .from(sealed)
    .where(and(eq(sealed.graphId, graph.id), isNotNull(sealed.number), isNull(sealed.retiredAt)));
  return tx
    .select({ graph, folder: folder.path, draft: revision })
    .from(graph)
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .innerJoin(revision, eq(revision.draftOf, graph.id))
    .where(
      and(
        isNull(graph.deletedAt),
        isInFolders(folders),
        pattern === undefined ? undefined : or(like(graph.name, pattern), like(DESCRIPTION, pattern)),
        names === undefined ? undefined : inArray(graph.liveName, names.map(graphKey)),
        isSealed ? exists(unretired) : undefined,
        after === undefined ? undefined : follows(after, pattern),
      ),
    )
    .orderBy(...(pattern === undefined ? [] : [desc(like(graph.name, pattern))]), asc(graph.liveName))
    .limit(limit);
}

/** True for what stands behind a name in the list. */
function follows(name: string, pattern: string | undefined): SQL {
  const isBehind = sql`${graph.liveName} > ${graphKey(name)}`;
  if (pattern === undefined) return isBehind;
  const has = like(graph.name, pattern);
  const nameHas = sql`(${name} ${FOLDED} like ${pattern})`;
  return sql`((${has}) < ${nameHas} or ((${has}) = ${nameHas} and ${isBehind}))`;
}

const newestOf = (more: SQL) => sql`(select sealed.id from revision sealed
  where sealed.graph_id = graph.id and sealed.number is not null ${more} order by sealed.number desc limit 1)`;

/** What is said in a list of the sealed revisions of a graph. */
type NewestSealed = {
  /** Of the newest, retired or not. */
  readonly digest: string;
  readonly savedAt: Date;
  readonly savedBy: string;
  /** The newest that is not retired. */
  readonly latest: { readonly number: number; readonly digest: string } | null;
};

/** The newest sealed revisions of these graphs, by the id of the graph: two of each are read, however many there are. */
export async function newestSealed(
  tx: Queries,
  graphIds: readonly number[],
): Promise<Map<number, NewestSealed>> {
  if (graphIds.length === 0) return new Map();
  const ids = await tx
    .select({
      graphId: graph.id,
      newest: newestOf(sql``).mapWith(Number),
      latest: newestOf(sql`and sealed.retired_at is null`).mapWith(Number),
    })
    .from(graph)
    .where(inArray(graph.id, [...graphIds]));
  const wanted = ids.flatMap(({ newest, latest }) => [newest, latest]).filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const { id, number, digest, savedAt, savedBy } = revision;
  const rows = await tx
    .select({ id, number, digest, savedAt, savedBy })
    .from(revision)
    .where(inArray(id, wanted));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    ids.flatMap(({ graphId, newest, latest }) => {
      const [first, open] = [byId.get(newest), byId.get(latest)];
      if (first === undefined) return [];
      const shown = open?.number == null ? null : { number: open.number, digest: open.digest };
      const { digest, savedAt, savedBy } = first;
      return [[graphId, { digest, savedAt, savedBy, latest: shown }] as const];
    }),
  );
}
