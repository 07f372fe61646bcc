import { ATTEMPTS_A_PAGE, type AttemptSummary, type AttemptView } from "#contract/pipelines/attempts.ts";
import type { Queries } from "#platform/database/db.ts";
import { runnersById } from "#repos/fleet/runner-rows.ts";
import { type AttemptRow, attemptsBefore, findAttempt } from "#repos/tracks/attempt-rows.ts";
import { trackOfVertex } from "../pipelines/read/show-pipeline.ts";

/**
 * The newest attempts of a track that have a smaller number than `before`, oldest first: a page of them at most.
 *
 * @throws Refused `not-found` where there is no such pipeline or vertex.
 */
export async function listAttempts(
  tx: Queries,
  id: number,
  vertex: string,
  before: number | null = null,
): Promise<AttemptSummary[]> {
  const { track } = await trackOfVertex(tx, id, vertex);
  return withRunners(tx, await attemptsBefore(tx, track.id, before, ATTEMPTS_A_PAGE));
}

/**
 * An attempt with what it executed; null where there is none, as of a wait, which executes nothing.
 *
 * @throws Refused `not-found` where there is no such pipeline or vertex.
 */
export async function showAttempt(
  tx: Queries,
  id: number,
  vertex: string,
  number: number,
): Promise<AttemptView | null> {
  const { track } = await trackOfVertex(tx, id, vertex);
  const row = await findAttempt(tx, track.id, number);
  const [found] = row === null ? [] : await withRunners(tx, [row]);
  return found ?? null;
}

type Named<Row> = Omit<Row, "trackId" | "token" | "runnerId"> & { readonly runner: string };

async function withRunners<Row extends Pick<AttemptRow, "trackId" | "runnerId"> & { token?: Buffer }>(
  tx: Queries,
  rows: readonly Row[],
): Promise<Named<Row>[]> {
  const runners = await runnersById(tx, [...new Set(rows.map(({ runnerId }) => runnerId))]);
  return rows.map(({ trackId: _trackId, token: _token, runnerId, ...attempt }) => ({
    ...attempt,
    runner: runners.get(runnerId)?.name ?? String(runnerId),
  }));
}
