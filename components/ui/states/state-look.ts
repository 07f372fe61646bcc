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
import type { TrackState } from "#engine/model/track.ts";

/** The seven tones that colour has here; each has `--<tone>-fg`, `-bg` and `-line`. */
export type Tone = "info" | "good" | "warn" | "bad" | "odd" | "calm" | "still";

export type ShownState = TrackState | PipelineState | "paused" | "cancelling";

export type StateLook = { readonly tone: Tone; readonly icon: LucideIcon; readonly text: string };

/** How each state looks: colour and icon and text, never colour alone. */
export const STATE_LOOKS: Readonly<Record<ShownState, StateLook>> = {
  waiting: { tone: "still", icon: CircleDashed, text: "Waiting" },
  pending: { tone: "still", icon: CircleDot, text: "Ready" },
  prompting: { tone: "warn", icon: MessageCircleQuestion, text: "Needs answer" },
  sleeping: { tone: "calm", icon: Clock, text: "Sleeping" },
  running: { tone: "info", icon: LoaderCircle, text: "Running" },
  lost: { tone: "odd", icon: CircleHelp, text: "Lost" },
  succeeded: { tone: "good", icon: CircleCheck, text: "Succeeded" },
  failed: { tone: "bad", icon: CircleAlert, text: "Failed" },
  cancelled: { tone: "still", icon: Ban, text: "Cancelled" },
  skipped: { tone: "still", icon: CircleSlash, text: "Skipped" },
  reverting: { tone: "calm", icon: Undo2, text: "Reverting" },
  reverted: { tone: "calm", icon: Undo2, text: "Reverted" },
  revert_failed: { tone: "bad", icon: Undo2, text: "Revert failed" },
  not_reverted: { tone: "warn", icon: Undo2, text: "Not reverted" },
  paused: { tone: "warn", icon: CirclePause, text: "Paused" },
  cancelling: { tone: "still", icon: Ban, text: "Cancelling" },
};
