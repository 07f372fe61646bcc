import type { LucideIcon } from "lucide-react";
import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleHelp,
  CirclePause,
  CircleSlash,
  Clock,
  LoaderCircle,
  MessageCircleQuestion,
  Undo2,
} from "lucide-react";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { asLabel, STATE_WORDS } from "#engine/model/state-words.ts";
import type { TrackState } from "#engine/model/track.ts";

/** The seven tones that colour has here; each has `--<tone>-fg`, `-bg` and `-line`. */
export type Tone = "info" | "good" | "warn" | "bad" | "odd" | "calm" | "still";

export type ShownState = TrackState | PipelineState | "paused" | "cancelling";

export type StateLook = { readonly tone: Tone; readonly icon: LucideIcon; readonly text: string };

const LOOKS: Readonly<Record<ShownState, Omit<StateLook, "text">>> = {
  waiting: { tone: "still", icon: CircleDashed },
  pending: { tone: "still", icon: CircleDot },
  prompting: { tone: "warn", icon: MessageCircleQuestion },
  sleeping: { tone: "calm", icon: Clock },
  running: { tone: "info", icon: LoaderCircle },
  lost: { tone: "odd", icon: CircleHelp },
  succeeded: { tone: "good", icon: CircleCheck },
  failed: { tone: "bad", icon: CircleAlert },
  cancelled: { tone: "still", icon: Ban },
  skipped: { tone: "still", icon: CircleSlash },
  reverting: { tone: "calm", icon: Undo2 },
  reverted: { tone: "calm", icon: Undo2 },
  revert_failed: { tone: "bad", icon: Undo2 },
  not_reverted: { tone: "warn", icon: Undo2 },
  paused: { tone: "warn", icon: CirclePause },
  cancelling: { tone: "still", icon: Ban },
};

/** How each state looks: colour and icon and text, never colour alone. */
export const STATE_LOOKS = Object.fromEntries(
  Object.entries(LOOKS).map(([state, look]) => [state, { ...look, text: labelOf(state as ShownState) }]),
) as Readonly<Record<ShownState, StateLook>>;

function labelOf(state: ShownState): string {
  return asLabel(state === "paused" || state === "cancelling" ? state : STATE_WORDS[state]);
}

/**
 * The state as which a track is shown: one that sleeps while its child pipeline runs runs, and one that sleeps until it has a
 * lock for it is queued. Its word says which.
 */
export function shownTrackState({
  state,
  word,
}: {
  readonly state: TrackState;
  readonly word: string;
}): TrackState {
  if (state !== "sleeping") return state;
  return word === STATE_WORDS.running ? "running" : word === STATE_WORDS.pending ? "pending" : state;
}
