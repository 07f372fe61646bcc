import { and, asc, eq, gt, or, sql } from "drizzle-orm";
import { event } from "#drizzle/schema/event.ts";
import type { Queries } from "#platform/database/db.ts";
import type { Write } from "../write-together.ts";

export type EventRow = typeof event.$inferSelect;
export type NewEventRow = Omit<typeof event.$inferInsert, "at">;

const ROWS_A_STATEMENT = 1_000;

export function eventInserts(tx: Queries, rows: readonly NewEventRow[]): Write[] {
  const writes: Write[] = [];
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
    const some = rows.slice(at, at + ROWS_A_STATEMENT).map((row) => ({ ...row, at: sql`now(3)` }));
    writes.push({ statement: tx.insert(event).values(some).getSQL() });
  }
  return writes;
}

/** In the order in which they happened, from right behind `after`. */
export async function eventsOf(
  tx: Queries,
  pipelineId: number,
  after: { rev: number; n: number },
  limit: number,
): Promise<EventRow[]> {
  return tx
    .select()
    .from(event)
    .where(
      and(
        eq(event.pipelineId, pipelineId),
        or(gt(event.rev, after.rev), and(eq(event.rev, after.rev), gt(event.n, after.n))),
      ),
    )
    .orderBy(asc(event.rev), asc(event.n))
    .limit(limit);
}
