/** The states in which a person can end a track. */
export const FORCED_STATES = ["succeeded", "failed", "skipped"] as const;

export type ForcedState = (typeof FORCED_STATES)[number];

/** What a person decided about a track, in the words of the buttons: `marked as succeeded`, `skipped`. */
export function forcedWords(to: ForcedState): string {
  return to === "skipped" ? "skipped" : `marked as ${to}`;
}
