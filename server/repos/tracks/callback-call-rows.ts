import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { type CALL_STATES, callbackCall } from "#drizzle/schema/pipelines/callback.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";

/** The attempt of a track that a call is for. */
export type CalledAttempt = {
  readonly pipelineId: number;
  readonly number: number;
  readonly attempt: number;
};
type CallState = (typeof CALL_STATES)[number];

const isAt = ({ pipelineId, number, attempt }: CalledAttempt) =>
  and(
    eq(callbackCall.pipelineId, pipelineId),
    eq(callbackCall.number, number),
    eq(callbackCall.attempt, attempt),
  );

export async function insertCall(
  tx: Queries,
  call: CalledAttempt & { readonly eventId: string | null; readonly state: CallState; readonly body: Json },
): Promise<void> {
  // The JSON value null is a valid body, but drizzle would write SQL's NULL for it.
  const body = call.body === null ? sql`'null'` : call.body;
  await tx.insert(callbackCall).values({ ...call, body, receivedAt: sql`now(3)` });
}

/** The state of this event, where the caller has sent it before. */
export async function stateOfEvent(
  tx: Queries,
  called: CalledAttempt,
  eventId: string,
): Promise<CallState | null> {
  const rows = await tx
    .select({ state: callbackCall.state })
    .from(callbackCall)
    .where(and(isAt(called), eq(callbackCall.eventId, eventId)));
  return rows[0]?.state ?? null;
}

/** How many calls and bytes were sent to one attempt of a track. */
export async function sumOfCalls(
  tx: Queries,
  called: CalledAttempt,
): Promise<{ count: number; bytes: number }> {
  const rows = await tx
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      bytes: sql<number>`coalesce(sum(length(${callbackCall.body})), 0)`.mapWith(Number),
    })
    .from(callbackCall)
    .where(isAt(called));
  return rows[0] ?? { count: 0, bytes: 0 };
}

/** What was sent to one attempt of a track, oldest first. */
export async function callsTo(
  tx: Queries,
  called: CalledAttempt,
): Promise<{ id: number; state: CallState; body: Json }[]> {
  return tx
    .select({ id: callbackCall.id, state: callbackCall.state, body: callbackCall.body })
    .from(callbackCall)
    .where(isAt(called))
    .orderBy(asc(callbackCall.id));
}

export async function setCallState(
  tx: Queries,
  ids: readonly number[],
  state: CallState,
  more: { readonly eventId?: null } = {},
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(callbackCall)
    .set({ state, ...more })
    .where(inArray(callbackCall.id, [...ids]));
}

/** Tracks that wait for a call and have calls that came earlier. */
export async function tracksCalledEarly(
  tx: Queries,
  limit: number,
): Promise<{ pipelineId: number; number: number }[]> {
  return tx
    .selectDistinct({ pipelineId: track.pipelineId, number: track.number })
    .from(callbackCall)
    .innerJoin(
      track,
      and(
        eq(track.pipelineId, callbackCall.pipelineId),
        eq(track.number, callbackCall.number),
        eq(track.attempt, callbackCall.attempt),
      ),
    )
    .where(and(eq(callbackCall.state, "pending"), eq(track.state, "sleeping"), eq(track.sleep, "callback")))
    .limit(limit);
}
