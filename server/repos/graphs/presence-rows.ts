import { and, asc, eq, inArray, lt, ne, sql } from "drizzle-orm";
import { presence } from "#drizzle/schema/presence.ts";
import type { Queries } from "#platform/database/db.ts";

export type PresenceRow = typeof presence.$inferSelect;

const later = (ms: number) => sql`now(3) + interval ${ms * 1_000} microsecond`;
const isThere = sql`${presence.untilAt} >= now(3)`;

/** The tabs that have a draft open, in the order in which they came. */
export async function presentTabs(tx: Queries, graphId: number): Promise<PresenceRow[]> {
  return tx
    .select()
    .from(presence)
    .where(and(eq(presence.graphId, graphId), isThere))
    .orderBy(asc(presence.id));
}

/** A text that is another one once another tab is there, was left, is shown or is hidden. */
export async function signOfPresence(tx: Queries, graphId: number): Promise<string> {
  const [row] = await tx
    .select({
      sign: sql<string>`concat_ws('/', count(*), coalesce(sum(id), 0), coalesce(sum(id * is_idle), 0))`,
    })
    .from(presence)
    .where(and(eq(presence.graphId, graphId), isThere));
  return row?.sign ?? "";
}

/** A tab is there from now on for so long, with what is selected in it. */
export async function putTab(
  tx: Queries,
  row: Omit<PresenceRow, "id" | "untilAt">,
  forMs: number,
): Promise<void> {
  const untilAt = later(forMs);
  await tx
    .insert(presence)
    .values({ ...row, untilAt })
    .onDuplicateKeyUpdate({
      set: { who: row.who, name: row.name, selection: row.selection, isIdle: row.isIdle, untilAt },
    });
}

/** The other tabs that are shown have to say within this time that they are there. They are found without a lock. */
export async function askOtherTabs(
  tx: Queries,
  graphId: number,
  tab: string,
  withinMs: number,
): Promise<void> {
  const isLater = sql`${presence.untilAt} > ${later(withinMs)}`;
  const others = await tx
    .select({ id: presence.id })
    .from(presence)
    .where(and(eq(presence.graphId, graphId), ne(presence.tab, tab), eq(presence.isIdle, false), isLater))
    .orderBy(asc(presence.id));
  if (others.length === 0) return;
  const ids = others.map(({ id }) => id);
  await tx
    .update(presence)
    .set({ untilAt: later(withinMs) })
    .where(and(inArray(presence.id, ids), eq(presence.isIdle, false), isLater));
}

/** A tab was closed. */
export async function removeTab(tx: Queries, graphId: number, tab: string): Promise<void> {
  await tx.delete(presence).where(and(eq(presence.graphId, graphId), eq(presence.tab, tab)));
}

/** Removes up to so many tabs of all graphs that said nothing for too long. They are found without a lock. */
export async function removeGoneTabs(tx: Queries, max: number): Promise<void> {
  const gone = await tx
    .select({ id: presence.id })
    .from(presence)
    .where(lt(presence.untilAt, sql`now(3)`))
    .limit(max);
  if (gone.length === 0) return;
  const ids = gone.map(({ id }) => id);
  // One of them may have come back meanwhile.
  await tx.delete(presence).where(and(inArray(presence.id, ids), lt(presence.untilAt, sql`now(3)`)));
}
