import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { Client } from "../command/client.ts";
import type { CommandContext } from "../command/command-context.ts";
import { type LogOptions, printAttempt } from "./print-log.ts";

/**
 * Prints the newest logs of the tracks whose failure counts, the first failure first, each below a line that names it. Of a
 * track that runs a child pipeline these are the logs of what failed there.
 */
export async function printFailedLogs(
  context: CommandContext,
  id: number,
  options: LogOptions,
): Promise<void> {
  const client = await context.server();
  const failed = await failedTracks(client, id);
  if (failed.length === 0) context.say(`Pipeline ${id} has no failed track with a log.`);
  const documents: object[] = [];
  for (const { pipeline, track } of failed) {
    const { vertex, attempt, failure } = track;
    const where = pipeline === id ? "" : `pipeline ${pipeline}, `;
    const reason = failure?.reason == null ? "" : `: ${failure.reason}`;
    if (!options.json)
      context.give(options, null, () => `==> ${where}${vertex}, attempt ${attempt}${reason} <==\n`);
    const place = { id: pipeline, vertex };
    const { document, endsLine } = await printAttempt(context, client, place, attempt, options);
    if (!options.json && !endsLine) context.give(options, null, () => "\n");
    documents.push(document);
  }
  if (options.json) context.give(options, documents, () => "");
}

type FailedTrack = { readonly pipeline: number; readonly track: TrackView };

/**
 * In place of a track that runs a child pipeline stand those that failed there, as far as the reader may read it. A child
 * of an earlier attempt is none of what failed now.
 */
async function failedTracks(client: Client, id: number): Promise<FailedTrack[]> {
  const { tracks } = await client.pipelines.show.query({ id });
  const failed = tracks
    .filter(({ failure, attempt }) => failure !== null && !failure.isHandled && attempt > 0)
    .sort((one, other) => endOf(one) - endOf(other));
  const found: FailedTrack[] = [];
  for (const track of failed) {
    const { child, attempt } = track;
    const below = child?.attempt !== attempt ? [] : await failedTracks(client, child.id);
    found.push(...(below.length > 0 ? below : [{ pipeline: id, track }]));
  }
  return found;
}

function endOf({ finishedAt }: TrackView): number {
  return finishedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
