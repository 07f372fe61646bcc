import { and, asc, eq, gt, or } from "drizzle-orm";
import { event } from "#drizzle/schema/event.ts";
import type { Queries } from "#platform/database/db.ts";
import { InsertText } from "../text-of-columns.ts";
import type { Write } from "../write-together.ts";

export type EventRow = typeof event.$inferSelect;
export type NewEventRow = Omit<typeof event.$inferInsert, "at">;

const ROWS_A_STATEMENT = 1_000;

const { pipelineId, rev, n, kind, number, attempt, fromState, toState, reason, actor } = event;
const INSERT = new InsertText<keyof NewEventRow>(
  "event",
  { pipelineId, rev, n, kind, number, attempt, fromState, toState, reason, actor },
  { at: "now(3)" },
);

export function eventInserts(rows: readonly NewEventRow[]): Write[] {
  const writes: Write[] = [];
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
    writes.push(INSERT.statement(rows.slice(at, at + ROWS_A_STATEMENT)));
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
