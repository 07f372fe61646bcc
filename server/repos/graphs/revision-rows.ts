import { and, asc, desc, eq, inArray, isNotNull, isNull, max, sql } from "drizzle-orm";
import { graph, type RevisionHeader, revision } from "#drizzle/schema/graph.ts";
import type { WarningReason } from "#engine/check/warning-reasons.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { drawnId } from "../drawn-id.ts";
import { isInFolders } from "./graph-rows.ts";

export type RevisionRow = typeof revision.$inferSelect;

/** `number` null is the draft. */
export type NewRevisionRow = {
  readonly graphId: number;
  readonly number: number | null;
  readonly edit: number;
  readonly header: RevisionHeader;
  readonly digest: string;
  readonly findings: readonly Finding[];
  readonly savedBy: string;
  readonly sealerId?: number | null;
  readonly note?: string | null;
  readonly reasons?: readonly WarningReason[];
};

/**
 * Its id is drawn. A restored database would count on from where it was, and processes that are alive remember the plans of
 * revisions by their ids.
 */
export async function insertRevision(tx: Queries, row: NewRevisionRow): Promise<number> {
  const id = drawnId();
  await tx.insert(revision).values({ ...row, id, checkedDigest: row.digest, savedAt: sql`now(3)` });
  return id;
}

/** False where the draft is not at `fromEdit` any more: another save came in between. */
export async function updateDraft(
  tx: Queries,
  id: number,
  fromEdit: number,
  row: Omit<NewRevisionRow, "graphId" | "number">,
): Promise<boolean> {
  const [result] = await tx
    .update(revision)
    .set({ ...row, checkedDigest: row.digest, savedAt: sql`now(3)` })
    .where(and(eq(revision.id, id), eq(revision.edit, fromEdit), sql`${revision.number} is null`));
  return result.affectedRows === 1;
}

export async function findDraft(tx: Queries, graphId: number): Promise<RevisionRow | null> {
  const rows = await tx.select().from(revision).where(eq(revision.draftOf, graphId));
  return rows[0] ?? null;
}

/** Which save of a draft is the newest, without what was saved. */
export async function newestSaveOf(
  tx: Queries,
  graphId: number,
): Promise<{ readonly edit: number; readonly savedBy: string } | null> {
  const rows = await tx
    .select({ edit: revision.edit, savedBy: revision.savedBy })
    .from(revision)
    .where(eq(revision.draftOf, graphId));
  return rows[0] ?? null;
}

export async function findRevision(
  tx: Queries,
  graphId: number,
  number: number,
): Promise<RevisionRow | null> {
  const rows = await tx
    .select()
    .from(revision)
    .where(and(eq(revision.graphId, graphId), eq(revision.number, number)));
  return rows[0] ?? null;
}

/** The number of the revision that was sealed last and is not retired; null where there is none. */
export async function latestSealed(tx: Queries, graphId: number): Promise<number | null> {
  const rows = await tx
    .select({ number: revision.number })
    .from(revision)
    .where(and(eq(revision.graphId, graphId), isNotNull(revision.number), isNull(revision.retiredAt)))
    .orderBy(desc(revision.number))
    .limit(1);
  return rows[0]?.number ?? null;
}

export async function findRevisionById(tx: Queries, id: number): Promise<RevisionRow | null> {
  const rows = await tx.select().from(revision).where(eq(revision.id, id));
  return rows[0] ?? null;
}

export async function findSealed(tx: Queries, graphId: number, digest: string): Promise<RevisionRow | null> {
  const rows = await tx
    .select()
    .from(revision)
    .where(and(eq(revision.graphId, graphId), eq(revision.sealedDigest, digest)));
  return rows[0] ?? null;
}

/** The newest sealed revisions of a graph, newest first. */
export async function sealedRevisions(
  tx: Queries,
  graphId: number,
  limit: number,
): Promise<Pick<RevisionRow, "number" | "digest" | "savedAt" | "savedBy" | "retiredAt">[]> {
  return tx
    .select({
      number: revision.number,
      digest: revision.digest,
      savedAt: revision.savedAt,
      savedBy: revision.savedBy,
      retiredAt: revision.retiredAt,
    })
    .from(revision)
    .where(and(eq(revision.graphId, graphId), isNotNull(revision.number)))
    .orderBy(desc(revision.number))
    .limit(limit);
}

/** The number of the newest sealed revision of a graph, retired or not; null where none is sealed. */
export async function newestSealedNumber(tx: Queries, graphId: number): Promise<number | null> {
  const rows = await tx
    .select({ newest: max(revision.number) })
    .from(revision)
    .where(eq(revision.graphId, graphId));
  return rows[0]?.newest ?? null;
}

/** A sealed revision with the content of a digest, and the name of its graph. */
export type SealedCopy = Pick<RevisionRow, "id" | "digest" | "graphId" | "number"> & {
  readonly graph: string;
};

/**
 * All sealed revisions with these digests whose graphs are in these folders, in the order in which they were sealed. Parts
 * of drafts that were tested are none.
 */
export async function sealedCopies(
  tx: Queries,
  digests: readonly string[],
  folders: FolderIds,
): Promise<SealedCopy[]> {
  if (digests.length === 0) return [];
  return tx
    .select({
      id: revision.id,
      digest: revision.digest,
      graphId: revision.graphId,
      number: revision.number,
      graph: graph.name,
    })
    .from(revision)
    .innerJoin(graph, eq(graph.id, revision.graphId))
    .where(and(inArray(revision.sealedDigest, [...digests]), isInFolders(folders), isNull(graph.testOf)))
    .orderBy(asc(revision.savedAt), asc(revision.id));
}

/** Sealed revisions with these digests, one for each digest: their content is the same. */
export async function sealedByDigest(
  tx: Queries,
  digests: readonly string[],
): Promise<Map<string, RevisionRow>> {
  if (digests.length === 0) return new Map();
  const rows = await tx
    .select({ revision })
    .from(revision)
    .innerJoin(graph, eq(graph.id, revision.graphId))
    .where(and(inArray(revision.sealedDigest, [...digests]), isNull(graph.testOf)));
  return new Map(rows.map(({ revision: row }) => [row.digest, row]));
}
