/** What a due time came from. */
export const FIRE_CAUSES = ["clock", "catch-up", "person"] as const;
export type FireCause = (typeof FIRE_CAUSES)[number];

const STATES = {
  launched: "A pipeline was launched.",
  queued: "It waits until an earlier pipeline of the schedule has ended.",
  missed: "It was noticed too late, or while all schedules were stopped.",
  coalesced: "Others were due together with it, and one launch was made for all.",
  skipped: "Earlier pipelines of the schedule still ran.",
  failed: "The launch was refused.",
} as const;

/** What became of a due time. */
export type FireState = keyof typeof STATES;
export const FIRE_STATES = Object.keys(STATES) as [FireState, ...FireState[]];

/** What each state means, as a sentence. */
export const FIRE_STATE_MEANINGS: Readonly<Record<FireState, string>> = STATES;
