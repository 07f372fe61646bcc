import type { TrackPrompt } from "#contract/prompts/prompts.ts";
import type { Queries } from "#platform/database/db.ts";
import { promptsOfTrack } from "#repos/tracks/prompt-rows.ts";
import { trackOfVertex } from "./show-pipeline.ts";

const MAX_LISTED = 200;

/**
 * What a track asked people, the newest first.
 *
 * @throws Refused `not-found`.
 */
export async function listTrackPrompts(tx: Queries, id: number, vertex: string): Promise<TrackPrompt[]> {
  const { track } = await trackOfVertex(tx, id, vertex);
  return promptsOfTrack(tx, track.id, MAX_LISTED);
}
