import { isDecidedByPerson } from "../kinds/kinds.ts";
import { isEnded, isUndoReady, type Sleep, type TrackState } from "../model/track.ts";
import { batchOf, batchText } from "../plan/item-rules.ts";
import type { Plan } from "../plan/plan.ts";
import { isRing } from "./wait-rings.ts";

const MAX_NAMED = 3;

type TrackPart = {
  readonly number: number;
  readonly state: TrackState;
  readonly reason: string | null;
  readonly sleep: Sleep | null;
  readonly token: object | null;
  readonly isStale: boolean;
};

const STALE =
  "It is stale: something that it waits for ran again after it had started. Run it again to bring it up to date.";

/**
 * One sentence that explains why a track is not running, or how it ended; null if its state needs no explanation.
 *
 * @param stateOf gives the state of a track by its number.
 * @param below what waits for a person in the pipelines below the track, in a few words; empty if nothing does.
 * @param queued why the track is not claimed though it is ready, as a clause; null if nothing is known to be in its way.
 */
export function whyOf(
  plan: Plan,
  track: TrackPart,
  stateOf: (number: number) => TrackState | undefined,
  isPaused: boolean,
  below = "",
  queued: string | null = null,
): string | null {
  // Whose turn it is at a lock says nothing where it never comes.
  const claim = isRing(track.reason) ? track.reason : queued;
  switch (track.state) {
    case "waiting":
      if (plan.vertices[track.number]?.final != null)
        return "It is a final step: it starts when everything else has ended.";
      return batchBefore(plan, track.number) ?? waitsFor(plan, track.number, stateOf);
    case "pending":
      return isPaused
        ? "The pipeline is paused: it starts once it is resumed."
        : sentence(track.reason ?? queued ?? "it is ready and waits for a runner with a free slot");
    case "sleeping":
      // A track that launches a child waits for its locks here.
      return track.sleep === "break"
        ? "It has stopped at its breakpoint. Remove the breakpoint to let it go on."
        : `${sentence(claim ?? track.reason ?? "sleeps")}${below === "" ? "" : ` It waits for a person: ${below}.`}`;
    case "prompting":
      return isDecidedByPerson(plan.vertices[track.number] ?? { spec: {} })
        ? "A person must approve or reject it."
        : "A person must answer its prompt first.";
    case "lost":
      return `It is unknown how far its script got (${track.reason ?? "lost"}). A person must decide.`;
    case "reverting":
      if (isUndoReady(track))
        return isPaused
          ? "The pipeline is paused: it is undone once it is resumed."
          : sentence(claim ?? "its undo waits for a runner with a free slot");
      // A track whose child pipelines are being undone waits for its locks as well.
      return ended(track, claim ?? track.reason);
    default:
      return ended(track, track.reason);
  }
}

/** How it ended, and whether it is stale. */
function ended({ isStale }: TrackPart, reason: string | null): string | null {
  const all = [...(reason === null ? [] : [sentence(reason)]), ...(isStale ? [STALE] : [])];
  return all.length === 0 ? null : all.join(" ");
}

/** The wait of an item for the batches before its own. */
function batchBefore({ items }: Plan, number: number): string | null {
  if (items === null || batchOf(items, number) === 0) return null;
  return `It is in ${batchText(items, number)}: it starts when every item of the batches before has ended.`;
}

function waitsFor(plan: Plan, number: number, stateOf: (number: number) => TrackState | undefined): string {
  const open = (plan.vertices[number]?.ins ?? [])
    .map(({ tail }) => tail)
    .filter((tail) => {
      const state = stateOf(tail);
      return state === undefined || !isEnded(state);
    })
    .map((tail) => plan.vertices[tail]?.name ?? String(tail));
  if (open.length === 0)
    return plan.items === null ? "It is about to be ready." : "It starts when another item has ended.";
  const named = open.slice(0, MAX_NAMED).join(", ");
  const more = open.length - MAX_NAMED;
  return `It waits for ${named}${more > 0 ? ` and ${more} more` : ""}.`;
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.!?…]$/.test(reason) ? "" : "."}`;
}
