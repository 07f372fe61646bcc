import { and, asc, desc, eq, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { graph } from "#drizzle/schema/graph.ts";
import { answer, NO_DEADLINE, prompt } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { AskedInput } from "#engine/expressions/input-resolution.ts";
import { wireText } from "#engine/json/wire.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import type { Statement } from "#platform/database/statement.ts";
import { inParts } from "#platform/database/statement-parts.ts";
import { bulkRows } from "../bulk-rows.ts";
import { isInFolders } from "../graphs/graph-rows.ts";
import { newestOfGraphs } from "../graphs/newest-of-graphs.ts";
import { builtStatement, type Write } from "../write-together.ts";
import { askedKey } from "./open-prompt-rows.ts";

const ROWS_A_STATEMENT = 500;

export type PromptRow = typeof prompt.$inferSelect;
export type AnswerRow = typeof answer.$inferSelect;

export type NewPrompt = {
  /** The number of the track's vertex. */
  readonly number: number;
  readonly asks: readonly AskedInput[];
  /** Of an approval, as the vertex has them; empty for others. */
  readonly assignees: readonly string[];
};

/** Opens prompts for tracks of a pipeline, whose deadlines are written before. */
export function promptInserts(pipelineId: number, rows: readonly NewPrompt[]): Write[] {
  const cells = rows.map(({ number, asks, assignees }) => ({
    number,
    asks: wireText(asks),
    asked: askedKey(assignees),
  }));
  return inParts(cells, ROWS_A_STATEMENT, ({ asks }) => [asks]).map((some) => {
    const statement = sql`
      insert into prompt (track_id, graph_id, state, asks, opened_at, due_at, asked)
      select t.id, (select p.graph_id from pipeline p where p.id = t.pipeline_id), 'open', c.asks, now(3),
        coalesce(t.due_at, ${NO_DEADLINE}), c.asked
      from ${bulkRows(some)} as c straight_join track t on t.pipeline_id = ${pipelineId} and t.number = c.number`;
    return { ...builtStatement(statement), matches: some.length };
  });
}

/** Closes the open prompts of tracks that stopped waiting for an answer. */
export function promptWithdrawals(trackIds: readonly number[]): Write[] {
  if (trackIds.length === 0) return [];
  const isTheirs = and(inArray(prompt.trackId, [...trackIds]), eq(prompt.state, "open"));
  return [
    builtStatement(sql`update ${prompt} set state = 'withdrawn', closed_at = now(3) where ${isTheirs}`),
  ];
}

/** True where this call closed it; false where it was already closed. */
export async function closeIfOpen(tx: Queries, promptId: number): Promise<boolean> {
  const [result] = await tx
    .update(prompt)
    .set({ state: "answered", closedAt: sql`now(3)` })
    .where(and(eq(prompt.id, promptId), eq(prompt.state, "open")));
  return result.affectedRows === 1;
}

export async function insertAnswer(
  tx: Queries,
  row: Omit<typeof answer.$inferInsert, "id" | "answeredAt">,
): Promise<void> {
  await tx.insert(answer).values({ ...row, answeredAt: sql`now(3)` });
}

export type LocatedPrompt = {
  prompt: PromptRow;
  pipelineId: number;
  number: number;
  /** When its track stops waiting for an answer. */
  dueAt: Date | null;
  /** The same as seen when this was read, by the database's clock: in so many milliseconds. */
  dueInMs: number | null;
  /** How its track is now, and why. */
  trackState: TrackState;
  trackReason: string | null;
  answer: AnswerRow | null;
};

const isClosingAnswer = and(eq(answer.promptId, prompt.id), eq(answer.isClosing, true));
const located = {
  prompt,
  pipelineId: track.pipelineId,
  number: track.number,
  dueAt: track.dueAt,
  dueInMs: sql<number | null>`timestampdiff(microsecond, now(3), ${track.dueAt}) / 1000`.mapWith(Number),
  trackState: track.state,
  trackReason: track.reason,
  answer,
};

export async function findPrompt(tx: Queries, id: number): Promise<LocatedPrompt | null> {
  const rows = await tx
    .select(located)
    .from(prompt)
    .innerJoin(track, eq(track.id, prompt.trackId))
    .leftJoin(answer, isClosingAnswer)
    .where(eq(prompt.id, id));
  return rows[0] ?? null;
}

/**
 * Those of graphs in these folders: open prompts oldest first, closed ones by when they were closed, the last one first. Of closed ones there may be very
 * many, so those of each graph are looked up by themselves.
 */
export async function listPrompts(
  tx: Queries,
  state: PromptRow["state"],
  limit: number,
  folders: FolderIds = "all",
): Promise<LocatedPrompt[]> {
  const isListed =
    folders === "all" || state === "open"
      ? [eq(prompt.state, state), isOfGraphIn(folders)]
      : [inArray(prompt.id, [...(await newestPrompts(tx, state, limit, folders)), 0])];
  return tx
    .select(located)
    .from(prompt)
    .innerJoin(track, eq(track.id, prompt.trackId))
    .leftJoin(answer, isClosingAnswer)
    .where(and(...isListed))
    .orderBy(...(state === "open" ? [asc(prompt.id)] : [desc(prompt.closedAt), desc(prompt.id)]))
    .limit(limit);
}

/** The place of a closed prompt among all: that of the last one of a page. */
export type ClosedPlace = { readonly id: number; readonly closedAt: Date };

/** For a query that has the table `prompt`: those that were closed before one. */
export function isClosedBefore({ closedAt, id }: ClosedPlace): SQL | undefined {
  return or(lt(prompt.closedAt, closedAt), and(eq(prompt.closedAt, closedAt), lt(prompt.id, id)));
}

/**
 * The ids of the newest prompts in a state, of graphs in these folders: of closed ones, those that were closed last, behind a
 * place.
 */
export async function newestPrompts(
  tx: Queries,
  state: PromptRow["state"],
  limit: number,
  folders: readonly number[],
  before: ClosedPlace | null = null,
): Promise<number[]> {
  const where: Statement[] = [{ text: "state = ?", values: [state] }];
  if (before !== null) {
    const { closedAt, id } = before;
    where.push({
      text: "(closed_at < ? or (closed_at = ? and id < ?))",
      values: [closedAt, closedAt, id],
    });
  }
  const by = state === "open" ? {} : ({ by: "closed_at" } as const);
  return newestOfGraphs(tx, folders, limit, { table: "prompt", where, ...by });
}

/** For a query that has the table `prompt`. */
function isOfGraphIn(folders: FolderIds): SQL | undefined {
  if (folders === "all") return undefined;
  return sql`${prompt.graphId} in (select ${graph.id} from ${graph} where ${isInFolders(folders)})`;
}

export async function openPromptIds(tx: Queries, trackIds: readonly number[]): Promise<Map<number, number>> {
  if (trackIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: prompt.id, trackId: prompt.trackId })
    .from(prompt)
    .where(and(inArray(prompt.trackId, [...trackIds]), eq(prompt.state, "open")));
  return new Map(rows.map((row) => [row.trackId, row.id]));
}

/** The newest prompts of a track, the last one first. */
export async function promptsOfTrack(
  tx: Queries,
  trackId: number,
  limit: number,
): Promise<Pick<PromptRow, "id" | "state" | "openedAt" | "closedAt">[]> {
  return tx
    .select({ id: prompt.id, state: prompt.state, openedAt: prompt.openedAt, closedAt: prompt.closedAt })
    .from(prompt)
    .where(eq(prompt.trackId, trackId))
    .orderBy(desc(prompt.id))
    .limit(limit);
}

export async function countOpenPrompts(tx: Queries, folders: FolderIds = "all"): Promise<number> {
  const rows = await tx
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(prompt)
    .where(and(eq(prompt.state, "open"), isOfGraphIn(folders)));
  return rows[0]?.count ?? 0;
}
