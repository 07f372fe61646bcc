import { and, asc, eq, gt, isNull, lte, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { event, eventFeed } from "#drizzle/schema/pipelines/event.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { type Queries, sendTogether } from "#platform/database/db.ts";
import { isInFolders } from "../../graphs/graph-rows.ts";

export type EventFeedRow = Omit<typeof eventFeed.$inferSelect, "n">;

const THE_ROW = eq(eventFeed.n, 1);

/** How far the feed has numbers; null before anybody has read it. */
export async function findEventFeed(tx: Queries): Promise<EventFeedRow | null> {
  const { key, lastNo, removedNo } = eventFeed;
  const rows = await tx.select({ key, lastNo, removedNo }).from(eventFeed).where(THE_ROW);
  return rows[0] ?? null;
}

/** Makes the row, where it is not there: of several that try, one does. */
export async function insertEventFeed(tx: Queries, key: Buffer): Promise<void> {
  await tx.insert(eventFeed).ignore().values({ n: 1, key });
}

/** The lock under which numbers are given. */
export async function lockEventFeed(tx: Queries): Promise<EventFeedRow | null> {
  const { key, lastNo, removedNo } = eventFeed;
  const rows = await tx.select({ key, lastNo, removedNo }).from(eventFeed).where(THE_ROW).for("update");
  return rows[0] ?? null;
}

export type EventPlaceRow = { readonly pipelineId: number; readonly rev: number; readonly n: number };

/** Committed events without a number, those of one pipeline in their order. It waits for no other transaction. */
export async function eventsWithoutNumber(tx: Queries, limit: number): Promise<EventPlaceRow[]> {
  const { pipelineId, rev, n } = event;
  return tx
    .select({ pipelineId, rev, n })
    .from(event)
    .where(isNull(event.feedNo))
    .orderBy(asc(pipelineId), asc(rev), asc(n))
    .limit(limit);
}

/**
 * Gives these events the numbers after `lastNo`, in their order.
 *
 * @param tx a transaction that has locked the feed.
 */
export async function numberEvents(
  tx: Queries,
  places: readonly EventPlaceRow[],
  lastNo: number,
): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map((_, at) =>
    at === 0 ? "select ? as p, ? as r, ? as k, ? as number" : "select ?, ?, ?, ?",
  );
  await sendTogether(tx, [
    {
      // From the list to the keys: the other way would read, and lock, all events.
      text: `update (${rows.join(" union all ")}) as v straight_join event as e
        on e.pipeline_id = v.p and e.rev = v.r and e.n = v.k set e.feed_no = v.number`,
      values: places.flatMap(({ pipelineId, rev, n }, at) => [pipelineId, rev, n, lastNo + at + 1]),
    },
    { text: "update event_feed set last_no = ? where n = 1", values: [lastNo + places.length] },
  ]);
}

export type FeedEventRow = Awaited<ReturnType<typeof listFeedEvents>>[number];

/** The events of graphs in these folders with numbers from behind `after` up to `until`, in their order. */
export async function listFeedEvents(
  tx: Queries,
  { after, until, limit }: { readonly after: number; readonly until: number; readonly limit: number },
  folders: FolderIds,
) {
  return tx
    .select({
      no: sql<number>`${event.feedNo}`.mapWith(Number),
      pipeline: event.pipelineId,
      rev: event.rev,
      n: event.n,
      kind: event.kind,
      graph: graph.name,
      folder: folder.path,
      revision: revision.number,
      labels: pipeline.labels,
      number: event.number,
      track: vertex.name,
      attempt: event.attempt,
      from: event.fromState,
      to: event.toState,
      who: event.actor,
      reason: event.reason,
      at: event.at,
    })
    .from(event)
    .innerJoin(pipeline, eq(pipeline.id, event.pipelineId))
    .innerJoin(graph, eq(graph.id, pipeline.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .innerJoin(revision, eq(revision.id, pipeline.revisionId))
    .leftJoin(vertex, and(eq(vertex.revisionId, pipeline.revisionId), eq(vertex.number, event.number)))
    .where(and(gt(event.feedNo, after), lte(event.feedNo, until), isInFolders(folders)))
    .orderBy(asc(event.feedNo))
    .limit(limit);
}
