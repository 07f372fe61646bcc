import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { type CALL_FATES, callbackCall } from "#drizzle/schema/callback.ts";
import { track } from "#drizzle/schema/track.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { Queries } from "#platform/database/db.ts";

type Place = { readonly pipelineId: number; readonly number: number; readonly round: number };
type Fate = (typeof CALL_FATES)[number];

const isAt = ({ pipelineId, number, round }: Place) =>
  and(
    eq(callbackCall.pipelineId, pipelineId),
    eq(callbackCall.number, number),
    eq(callbackCall.round, round),
  );

export async function insertCall(
  tx: Queries,
  call: Place & { readonly eventId: string | null; readonly fate: Fate; readonly body: Json },
): Promise<void> {
  await tx.insert(callbackCall).values({ ...call, receivedAt: sql`now(3)` });
}

/** What became of this event, where the caller has told of it before. */
export async function fateOfEvent(tx: Queries, place: Place, eventId: string): Promise<Fate | null> {
  const rows = await tx
    .select({ fate: callbackCall.fate })
    .from(callbackCall)
    .where(and(isAt(place), eq(callbackCall.eventId, eventId)));
  return rows[0]?.fate ?? null;
}

/** How much was sent to one attempt of a track. */
export async function sumOfCalls(tx: Queries, place: Place): Promise<{ count: number; bytes: number }> {
  const rows = await tx
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      bytes: sql<number>`coalesce(sum(length(${callbackCall.body})), 0)`.mapWith(Number),
    })
    .from(callbackCall)
    .where(isAt(place));
  return rows[0] ?? { count: 0, bytes: 0 };
}

/** What was sent to one attempt of a track, oldest first. */
export async function callsTo(tx: Queries, place: Place): Promise<{ id: number; fate: Fate; body: Json }[]> {
  return tx
    .select({ id: callbackCall.id, fate: callbackCall.fate, body: callbackCall.body })
    .from(callbackCall)
    .where(isAt(place))
    .orderBy(asc(callbackCall.id));
}

export async function setFate(tx: Queries, ids: readonly number[], fate: Fate): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(callbackCall)
    .set({ fate })
    .where(inArray(callbackCall.id, [...ids]));
}

/** Tracks that wait to be called, and were called before they did. */
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
        eq(track.attempt, callbackCall.round),
      ),
    )
    .where(and(eq(callbackCall.fate, "kept"), eq(track.state, "sleeping"), eq(track.sleep, "callback")))
    .limit(limit);
}
