import { and, asc, eq, getTableColumns, gt, inArray, ne, or } from "drizzle-orm";
import { event } from "#drizzle/schema/pipelines/event.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";
import { InsertText } from "../../text-of-columns.ts";
import type { Write } from "../../write-together.ts";

export type EventRow = Omit<typeof event.$inferSelect, "feedNo">;
export type NewEventRow = Omit<typeof event.$inferInsert, "at" | "feedNo">;

const { feedNo: _feedNo, ...HISTORY } = getTableColumns(event);

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
    writes.push({ ...INSERT.statement(rows.slice(at, at + ROWS_A_STATEMENT)), takesGuard: true });
  return writes;
}

/** In the order in which they happened, from right behind `after`. */
export async function eventsOf(
  tx: Queries,
  pipelineId: number,
  after: EventPlace,
  limit: number,
): Promise<EventRow[]> {
  return tx
    .select(HISTORY)
    .from(event)
    .where(isBehind(pipelineId, after))
    .orderBy(asc(event.rev), asc(event.n))
    .limit(limit);
}

/** Where a pipeline's history was read to. */
export type EventPlace = Pick<EventRow, "rev" | "n">;

/** The states that a track goes on to from itself: with another attempt. */
const STATES_THAT_FOLLOW_THEMSELVES: readonly TrackState[] = ["sleeping", "reverting"];

/** A transition of a track, without its reason and its actor. */
export type TrackChangeRow = Pick<
  EventRow,
  "rev" | "n" | "number" | "attempt" | "fromState" | "toState" | "at"
>;

/**
 * The transitions of a pipeline's tracks in the order in which they happened, from right behind `after`. Where a state
 * follows itself, a remark is among them: it has the attempt of the change before it.
 */
export async function trackChangesOf(
  tx: Queries,
  pipelineId: number,
  after: EventPlace,
  limit: number,
): Promise<TrackChangeRow[]> {
  const { rev, n, number, attempt, fromState, toState, at } = event;
  return tx
    .select({ rev, n, number, attempt, fromState, toState, at })
    .from(event)
    .where(
      and(
        isBehind(pipelineId, after),
        eq(event.kind, "track"),
        or(ne(fromState, toState), inArray(toState, [...STATES_THAT_FOLLOW_THEMSELVES])),
      ),
    )
    .orderBy(asc(rev), asc(n))
    .limit(limit);
}

function isBehind(pipelineId: number, after: EventPlace) {
  return and(
    eq(event.pipelineId, pipelineId),
    or(gt(event.rev, after.rev), and(eq(event.rev, after.rev), gt(event.n, after.n))),
  );
}
