import type { TrackState } from "../model/track.ts";
import { nameList } from "../text/name-list.ts";

type TrackPart = {
  readonly vertex: string;
  readonly state: TrackState;
  /** What it is queued for, in a few words; null where it is not queued. */
  readonly queuedFor: string | null;
};

/** The undo scripts of a rollback that wait, and what for: the first of them, and all in a few words. */
export type UndoWaits = { readonly vertex: string; readonly text: string };

/** What the undo scripts of a rollback wait for: `migrate (lock db-main, 2nd of 3) and 2 more`. Null where none waits. */
export function undoWaits(tracks: Iterable<TrackPart>): UndoWaits | null {
  const waiting = [...tracks].filter(({ state, queuedFor }) => state === "reverting" && queuedFor !== null);
  const [first] = waiting;
  if (first === undefined) return null;
  const named = `${first.vertex} (${first.queuedFor})`;
  return { vertex: first.vertex, text: nameList([named], { count: waiting.length }) };
}
