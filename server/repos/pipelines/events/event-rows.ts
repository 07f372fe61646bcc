import { and, asc, eq, getTableColumns, gt, inArray, lte, max, ne, or, sql } from "drizzle-orm";
import { event } from "#drizzle/schema/pipelines/event.ts";
import type { TrackState } from "#engine/model/track.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";

import { InsertText, SelectText } from "../../text-of-columns.ts";
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

const HISTORY_TEXT = new SelectText<EventRow>("e", HISTORY);

/**
 * The newest `limit` events of some tracks up to a rev, in the order in which they happened. They are read by the index
 * `event_of_track`, track by track: what happened to all others is not looked at.
 */
export async function eventsOfTracks(
  tx: Queries,
  pipelineId: number,
  numbers: readonly number[],
  { until, limit }: { readonly until: number | null; readonly limit: number },
): Promise<EventRow[]> {
  if (numbers.length === 0) return [];
  const order = `order by rev desc, n desc limit ${limit}`;
  const ofOne = `(select ${HISTORY_TEXT.list} from event as e
    where e.pipeline_id = ? and e.number = ? and e.kind = 'track' ${until === null ? "" : "and e.rev <= ?"} ${order})`;
  const values = (each: number) => [pipelineId, each, ...(until === null ? [] : [until])];
  const [rows] = await readTogether(tx, [
    {
      text: `select * from (${numbers.map(() => ofOne).join(" union all ")}) as newest ${order}`,
      values: numbers.flatMap(values),
    },
  ]);
  return HISTORY_TEXT.read(rows).reverse();
}

/** The remarks of some tracks that begin so, in the order in which they were made, by the index `event_of_track`. */
export async function remarksOfTracks(
  tx: Queries,
  id: number,
  numbers: readonly number[],
  begin: string,
): Promise<Pick<EventRow, "number" | "reason" | "actor">[]> {
  if (numbers.length === 0) return [];
  return tx
    .select({ number, reason, actor })
    .from(event)
    .where(
      and(
        eq(pipelineId, id),
        inArray(number, [...numbers]),
        eq(kind, "track"),
        eq(sql`left(${reason}, ${begin.length})`, begin),
      ),
    )
    .orderBy(asc(rev), asc(n));
}

/** True where an event is a transition, and no remark: as `trackChangesOf` reads them. */
export function isTrackChange({ fromState, toState }: Pick<EventRow, "fromState" | "toState">): boolean {
  if (fromState === null || toState === null) return false;
  return fromState !== toState || STATES_THAT_FOLLOW_THEMSELVES.includes(toState as TrackState);
}

/**
 * How a pipeline stood at a moment: its rev, and the state of each track, which is that of its last event up to then. Tracks
 * of which nothing had happened are left out.
 */
export async function statesAt(
  tx: Queries,
  pipelineId: number,
  at: Date,
): Promise<{ rev: number; states: Map<number, TrackState> }> {
  const isUpTo = and(eq(event.pipelineId, pipelineId), lte(event.at, at));
  const [newest] = await tx
    .select({ rev: max(event.rev) })
    .from(event)
    .where(isUpTo);
  const { number, toState } = event;
  const ranked = tx
    .select({
      number,
      toState,
      place:
        sql<number>`row_number() over (partition by ${number} order by ${event.rev} desc, ${event.n} desc)`.as(
          "place",
        ),
    })
    .from(event)
    .where(and(isUpTo, eq(event.kind, "track")))
    .as("ranked");
  const last = await tx
    .select({ number: ranked.number, state: ranked.toState })
    .from(ranked)
    .where(eq(ranked.place, 1));
  const states = last.flatMap(({ number: of, state }) =>
    of === null || state === null ? [] : [[of, state as TrackState] as const],
  );
  return { rev: newest?.rev ?? 0, states: new Map(states) };
}

function isBehind(pipelineId: number, after: EventPlace) {
  return and(
    eq(event.pipelineId, pipelineId),
    or(gt(event.rev, after.rev), and(eq(event.rev, after.rev), gt(event.n, after.n))),
  );
}
