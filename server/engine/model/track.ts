/**
 * The law of a track's states. It stands once: the column's enum, the CHECK in the database and the picture in
 * ARCHITECTURE.md are made from it.
 *
 * - `waiting`: at least one in-edge is still open.
 * - `pending`: ready; any runner that has its labels may claim it.
 * - `running`: one attempt of it was committed with a token, and its runner holds the lease.
 * - `prompting`: a person is asked first. No runner is held.
 * - `sleeping`: a timer, a callback, or a person at its break point decides when it goes on. No runner is held.
 * - `succeeded`, `failed`, `cancelled`, `skipped`: ended, each but `succeeded` with a reason.
 * - `lost`: its runner was lost and nobody knows how far the script got. Not ended: the same attempt may still report,
 *   else a rule or a person decides.
 * - `reverting`, `reverted`, `revert_failed`: its undo script may be claimed or runs; ran, or there was none; or broke.
 */
export const TRACK_STATES = [
  "waiting",
  "pending",
  "prompting",
  "sleeping",
  "running",
  "lost",
  "succeeded",
  "failed",
  "cancelled",
  "skipped",
  "reverting",
  "reverted",
  "revert_failed",
] as const;

export type TrackState = (typeof TRACK_STATES)[number];

/** Every move a track may make. Anything else is a bug of the caller or a late writer, and is refused. */
export const TRACK_MOVES: Readonly<Record<TrackState, readonly TrackState[]>> = {
  waiting: ["pending", "prompting", "sleeping", "skipped", "failed", "cancelled"],
  pending: ["running", "prompting", "sleeping", "skipped", "failed", "cancelled", "waiting"],
  prompting: ["pending", "sleeping", "skipped", "failed", "succeeded", "cancelled", "waiting"],
  sleeping: ["pending", "prompting", "sleeping", "skipped", "failed", "succeeded", "cancelled", "waiting"],
  running: ["succeeded", "failed", "cancelled", "skipped", "lost", "sleeping", "pending"],
  lost: ["succeeded", "failed", "cancelled", "pending", "sleeping", "skipped"],
  succeeded: ["pending", "prompting", "waiting", "reverting", "reverted"],
  failed: ["pending", "prompting", "waiting", "succeeded", "skipped", "reverting", "reverted"],
  cancelled: ["pending", "prompting", "waiting"],
  skipped: ["waiting", "pending", "prompting", "sleeping", "failed"],
  reverting: ["reverted", "revert_failed"],
  reverted: ["waiting", "pending", "prompting"],
  revert_failed: ["reverting", "reverted", "waiting"],
};

/**
 * Why a track sleeps: before another attempt, before another poll, as a wait says, at its break point, while the
 * pipeline that it launched runs, or until it is called from outside.
 */
export const SLEEPS = ["retry", "poll", "wait", "break", "child", "callback"] as const;

export type Sleep = (typeof SLEEPS)[number];

const ENDED: ReadonlySet<TrackState> = new Set<TrackState>([
  "succeeded",
  "failed",
  "cancelled",
  "skipped",
  "reverted",
  "revert_failed",
]);

/** True where nothing more happens to the track by itself. `lost` is not ended: somebody or something still decides. */
export function isEnded(state: TrackState): boolean {
  return ENDED.has(state);
}

/** True where the law allows the move `from` → `to`. */
export function canMove(from: TrackState, to: TrackState): boolean {
  return TRACK_MOVES[from].includes(to);
}
