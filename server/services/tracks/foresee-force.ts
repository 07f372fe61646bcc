import type { PreviewView } from "#contract/pipelines/previews.ts";
import type { Queries } from "#platform/database/db.ts";
import { previewIn, unlistedPreview, whyNotOpened } from "../pipelines/foresee.ts";
import { readSession } from "../pipelines/preview/read-session.ts";
import { type ForceRequest, forcedEvent } from "./forced-event.ts";

/**
 * What would follow if a person decided how a track ended, from the decisions of the engine. Changes nothing. Where what
 * they gave does not fit yet, nothing is listed.
 *
 * @throws Refused `not-found`; `database-busy` where the pipeline changes too fast to be read.
 */
export async function foreseeForce(
  tx: Queries,
  request: Omit<ForceRequest, "reason">,
  actor: string,
): Promise<PreviewView> {
  const session = await readSession(tx, request.id);
  const { event, problems } = forcedEvent(session, { ...request, reason: "" }, actor);
  const [first] = problems;
  if (first !== undefined)
    return unlistedPreview(session, `What will happen is not listed yet: ${first.text}`);
  const preview = await previewIn(session, event);
  return { ...preview, refused: preview.refused ?? (await whyNotOpened(session, preview)) };
}
