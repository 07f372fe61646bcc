import { createHmac } from "node:crypto";
import type { AttemptKey, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { type OwnedAttempt, ownedAttempts, unsettledAttemptsOf } from "#repos/tracks/attempt-rows.ts";
import { type Claimant, claimedTrack } from "../attempts/claim-tracks.ts";
import { renderTask } from "../attempts/render-task.ts";
import { settleTracks } from "../attempts/settle-tracks.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

const TOKEN_BYTES = 16;
const NOT_BEGUN = { end: null, logBytes: 0, isLogCut: false };

/**
 * The token of an attempt that a request claims. It follows from the request, whose id only its runner and this server
 * know: so the claims of a request whose answer was lost can be found, whichever process carried it out.
 *
 * @param request its id, in hex.
 */
export function tokenOfRequest(request: string, trackId: number, attempt: number): Buffer {
  return createHmac("sha256", Buffer.from(request, "hex"))
    .update(`${trackId} ${attempt}`)
    .digest()
    .subarray(0, TOKEN_BYTES);
}

/**
 * The attempts that a request has claimed, as its answer had them. One of which it cannot be said again is handed back:
 * its runner does not know it, so it has not begun.
 */
export async function claimsOfRequest(
  database: Database,
  claimant: Claimant,
  request: string,
): Promise<ClaimedTrack[]> {
  const open = await unsettledAttemptsOf(database.queries, [claimant.runnerId]);
  const claimed = open.filter(({ trackId, attempt, token }) =>
    token.equals(tokenOfRequest(request, trackId, attempt)),
  );
  const owned = await ownedAttempts(
    database.queries,
    claimed.map(({ token }) => token),
  );
  const found: ClaimedTrack[] = [];
  for (const key of claimed) {
    const attempt = owned.find(({ token }) => token.equals(key.token));
    const again = attempt === undefined ? null : await claimAgain(database, key, attempt);
    if (again !== null) found.push(again);
    else await settleTracks(database, [{ ...key, ...NOT_BEGUN }], claimant, 0);
  }
  return found;
}

/** Null where its task is not the same any more, or the track belongs to another attempt. */
function claimAgain(
  database: Database,
  { pipelineId, number, token }: AttemptKey,
  { inputs, script, state }: OwnedAttempt,
): Promise<ClaimedTrack | null> {
  return transact(database, (tx) =>
    withPipeline(tx, pipelineId, async (session) => {
      await session.load([number]);
      if (state !== "running" || session.track(number).token?.equals(token) !== true) return null;
      const rendered = await renderTask(session, number);
      if ("reason" in rendered || rendered.text !== script) return null;
      if (writeJson(rendered.values) !== writeJson(inputs)) return null;
      return claimedTrack(session, number, rendered, token);
    }),
  );
}
