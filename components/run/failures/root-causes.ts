import type { PipelineSummary, TrackView } from "#contract/pipelines/pipelines.ts";

/** A failure that counts, and how many tracks did not run because of it. */
export type RootCause = { readonly track: TrackView; readonly blocked: number };

/** The failures that count, the first one first. A failure that the graph handles is none. */
export function rootCauses(tracks: Iterable<TrackView>): readonly RootCause[] {
  const causes: TrackView[] = [];
  const blocked = new Map<string, number>();
  for (const track of tracks) {
    if (isRootCause(track)) causes.push(track);
    if (track.blame !== null && track.state === "skipped")
      blocked.set(track.blame, (blocked.get(track.blame) ?? 0) + 1);
  }
  return causes
    .sort((a, b) => endOf(a) - endOf(b) || a.number - b.number)
    .map((track) => ({ track, blocked: blocked.get(track.vertex) ?? 0 }));
}

/** True if a track failed and the graph does not handle it. */
export function isRootCause({ failure }: TrackView): boolean {
  return failure !== null && !failure.isHandled;
}

/** True where the reason of a pipeline says nothing that the list of its failures does not. */
export function isReasonListed(
  { state, reason }: Pick<PipelineSummary, "state" | "reason">,
  tracks: Iterable<TrackView>,
): boolean {
  if (reason === null || state === "succeeded") return false;
  const causes = [...tracks].filter(isRootCause);
  if (state === "failed") return causes.length > 0;
  return causes.some(({ vertex }) => reason.startsWith(`${vertex} failed`));
}

function endOf({ finishedAt }: TrackView): number {
  return finishedAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
