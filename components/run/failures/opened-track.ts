import type { PipelineSummary, TrackView } from "#contract/pipelines/pipelines.ts";
import { rootCauses } from "./root-causes.ts";

/** What a run opens on, as long as nothing is chosen. */
export type OpenedTrack = { readonly vertex: string; readonly tab: "track" | "log" };

/** What needs a person, the most urgent first: what a track may have done, then a question, then what somebody has to mend. */
const NEEDS_PERSON: readonly ((track: TrackView) => boolean)[] = [
  ({ state }) => state === "lost",
  ({ state }) => state === "prompting",
  ({ state, sleep }) => state === "sleeping" && (sleep === "undo" || sleep === "break"),
];

/**
 * The track that a run opens on: its first failure, with its log, or with the tracks of the child pipeline in which it
 * failed; else the first one that is lost, then the first one with an open prompt, then what else waits for a person. Null
 * where nothing needs one.
 */
export function openedTrack(
  { state }: Pick<PipelineSummary, "state">,
  tracks: readonly TrackView[],
): OpenedTrack | null {
  const cause = state === "succeeded" ? undefined : rootCauses(tracks)[0]?.track;
  if (cause !== undefined) return { vertex: cause.vertex, tab: hasOwnLog(cause) ? "log" : "track" };
  for (const needsPerson of NEEDS_PERSON) {
    const found = tracks.find(needsPerson);
    if (found !== undefined) return { vertex: found.vertex, tab: "track" };
  }
  return null;
}

/** False before the first attempt, and where the newest one ran a child pipeline or items: those have the logs. */
function hasOwnLog({ attempt, child, isChildElsewhere }: TrackView): boolean {
  return attempt > 0 && child?.attempt !== attempt && !isChildElsewhere;
}
