import { and, desc, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { graph, revision, vertex } from "#drizzle/schema/graph.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { answer, prompt, promptDelegation } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { Values } from "#engine/json/json.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { readInPieces } from "../read-in-pieces.ts";
import { type ClosedPlace, isClosedBefore, newestPrompts, type PromptRow } from "./prompt-rows.ts";

/** Longer values are not read for a list: the placeholders of a title stay as they are then. */
const MAX_ASKS = 2_000;

export type InboxRow = Pick<PromptRow, "id" | "state" | "openedAt" | "closedAt"> & {
  /** Null where it is long. */
  readonly asks: PromptRow["asks"] | null;
  readonly dueAt: Date | null;
  readonly pipelineId: number;
  readonly pipelineName: string;
  readonly launchedAt: Date;
  readonly hasItems: boolean;
  readonly folder: string;
  readonly revisionId: number;
  /** The number of the vertex. */
  readonly number: number;
};

/**
 * Closed prompts of graphs in these folders, with little of each: by when they were closed, the last one first, those
 * behind a place.
 */
export async function listClosedRows(
  tx: Queries,
  state: "answered" | "withdrawn",
  limit: number,
  folders: FolderIds,
  before: ClosedPlace | null = null,
): Promise<InboxRow[]> {
  const listed =
    folders === "all"
      ? and(eq(prompt.state, state), before === null ? undefined : isClosedBefore(before))
      : inArray(prompt.id, [...(await newestPrompts(tx, state, limit, folders, before)), 0]);
  return inboxRows(tx).where(listed).orderBy(desc(prompt.closedAt), desc(prompt.id)).limit(limit);
}

/** These prompts, with little of each, in the order of the ids. */
export async function inboxRowsOf(tx: Queries, ids: readonly number[]): Promise<InboxRow[]> {
  if (ids.length === 0) return [];
  const rows = await inboxRows(tx).where(inArray(prompt.id, [...ids]));
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

function inboxRows(tx: Queries) {
  return tx
    .select({
      id: prompt.id,
      state: prompt.state,
      openedAt: prompt.openedAt,
      closedAt: prompt.closedAt,
      asks: sql<
        PromptRow["asks"] | null
      >`case when length(${prompt.asks}) <= ${MAX_ASKS} then ${prompt.asks} end`.mapWith(prompt.asks),
      dueAt: track.dueAt,
      pipelineId: pipeline.id,
      pipelineName: pipeline.name,
      launchedAt: pipeline.launchedAt,
      hasItems: sql<boolean>`${pipeline.itemsOf} is not null`.mapWith(Boolean),
      folder: folder.path,
      revisionId: pipeline.revisionId,
      number: track.number,
    })
    .from(prompt)
    .innerJoin(track, eq(track.id, prompt.trackId))
    .innerJoin(pipeline, eq(pipeline.id, track.pipelineId))
    .innerJoin(graph, eq(graph.id, prompt.graphId))
    .innerJoin(folder, eq(folder.id, graph.folderId))
    .$dynamic();
}

export type VertexPlace = { readonly revisionId: number; readonly number: number };

/** Vertices of revisions, by their numbers. */
export async function verticesAt(
  tx: Queries,
  places: readonly VertexPlace[],
): Promise<(VertexPlace & Pick<typeof vertex.$inferSelect, "name" | "spec">)[]> {
  const isOne = ({ revisionId, number }: VertexPlace) =>
    and(eq(vertex.revisionId, revisionId), eq(vertex.number, number));
  return readInPieces(places, (some) =>
    tx
      .select({
        revisionId: vertex.revisionId,
        number: vertex.number,
        name: vertex.name,
        spec: vertex.spec,
      })
      .from(vertex)
      .where(or(...some.map(isOne))),
  );
}

/** Where the name of an item is: in the pipeline that runs the items, at its number. */
type ItemPlace = { readonly pipelineId: number; readonly number: number };

/** Items of one vertex, by their numbers: the vertex of each, and the item's own name. The other names are not read. */
export async function itemsAt(
  tx: Queries,
  places: readonly ItemPlace[],
): Promise<(ItemPlace & { readonly vertex: number; readonly name: string })[]> {
  const isOne = ({ pipelineId, number }: ItemPlace) =>
    and(eq(track.pipelineId, pipelineId), eq(track.number, number));
  return readInPieces(places, (some) =>
    tx
      .select({
        pipelineId: track.pipelineId,
        number: track.number,
        vertex: sql<number>`json_extract(${pipeline.itemsOf}, '$.number')`.mapWith(Number),
        name: sql<string>`json_unquote(json_extract(${pipeline.itemsOf}, concat('$.names[', ${track.number}, ']')))`,
      })
      .from(track)
      .innerJoin(pipeline, and(eq(pipeline.id, track.pipelineId), isNotNull(pipeline.itemsOf)))
      .where(or(...some.map(isOne))),
  );
}

/** How many approvals these prompts have that others have to follow; none where it is 0. */
export async function countApprovals(
  tx: Queries,
  promptIds: readonly number[],
): Promise<Map<number, number>> {
  if (promptIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: answer.promptId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(answer)
    .where(and(inArray(answer.promptId, [...promptIds]), eq(answer.isClosing, false)))
    .groupBy(answer.promptId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** The values of the first approval of these prompts; null where they are long. */
export async function firstApprovedValues(
  tx: Queries,
  promptIds: readonly number[],
): Promise<Map<number, Values | null>> {
  if (promptIds.length === 0) return new Map();
  const rows = await tx
    .select({
      id: answer.promptId,
      values:
        sql<Values | null>`case when length(${answer.values}) <= ${MAX_ASKS} then ${answer.values} end`.mapWith(
          answer.values,
        ),
    })
    .from(answer)
    .where(and(inArray(answer.promptId, [...promptIds]), eq(answer.place, 1)));
  return new Map(rows.map(({ id, values }) => [id, values]));
}

/** Which of these prompts a person gave their place in, and in which they were given one. */
export async function placesOfPerson(
  tx: Queries,
  personId: number,
  promptIds: readonly number[],
): Promise<{ readonly given: ReadonlySet<number>; readonly received: ReadonlySet<number> }> {
  const { fromId, toId } = promptDelegation;
  const rows =
    promptIds.length === 0
      ? []
      : await tx
          .select({ id: promptDelegation.promptId, fromId, toId })
          .from(promptDelegation)
          .where(
            and(
              inArray(promptDelegation.promptId, [...promptIds]),
              or(eq(fromId, personId), eq(toId, personId)),
            ),
          );
  return {
    given: new Set(rows.filter((row) => row.fromId === personId).map(({ id }) => id)),
    received: new Set(rows.filter((row) => row.toId === personId).map(({ id }) => id)),
  };
}

export type ClosedApprovalRow = {
  readonly pipelineId: number;
  readonly revisionId: number;
  readonly revision: number | null;
  readonly digest: string;
  readonly values: (typeof answer.$inferSelect)["values"];
  readonly by: string;
  readonly at: Date;
};

/** The newest answers to prompts of a vertex of this name in pipelines of the same graph, before a prompt. */
export async function answersBefore(
  tx: Queries,
  about: { readonly promptId: number; readonly graphId: number; readonly vertex: string },
  limit: number,
): Promise<ClosedApprovalRow[]> {
  return tx
    .select({
      pipelineId: pipeline.id,
      revisionId: pipeline.revisionId,
      revision: revision.number,
      digest: revision.digest,
      values: answer.values,
      by: answer.answeredBy,
      at: answer.answeredAt,
    })
    .from(prompt)
    .innerJoin(answer, and(eq(answer.promptId, prompt.id), eq(answer.isClosing, true)))
    .innerJoin(track, eq(track.id, prompt.trackId))
    .innerJoin(
      pipeline,
      and(eq(pipeline.id, track.pipelineId), isNull(pipeline.itemsOf), eq(pipeline.isTest, false)),
    )
    .innerJoin(revision, eq(revision.id, pipeline.revisionId))
    .innerJoin(vertex, and(eq(vertex.revisionId, revision.id), eq(vertex.number, track.number)))
    .where(
      and(
        eq(prompt.graphId, about.graphId),
        eq(prompt.state, "answered"),
        lt(prompt.id, about.promptId),
        eq(vertex.name, about.vertex),
      ),
    )
    .orderBy(desc(prompt.id))
    .limit(limit);
}
