import type { AttemptOutcome, Changes } from "#engine/plan/pipeline-now.ts";
import { clocksOf } from "#services/pipeline-session/read/track-changes.ts";
import { NoTime, type SimulatedPipeline, type SimulatedRows } from "#testing/engine/simulated-pipeline.ts";

/** What a runner keeps of the pipeline: the rows as of a rev, and the tokens of the tracks. */
export type KeptRows = {
  readonly rows: SimulatedRows;
  readonly tokens: ReadonlyMap<number, number | null>;
};

/** A settlement that was decided without the lock. */
export type KeptDecision = {
  readonly from: KeptRows;
  readonly track: number;
  readonly token: number;
  readonly outcome: AttemptOutcome;
  readonly changes: Changes;
};

/**
 * Decides a settlement from what a runner keeps, as the services do without the lock. Null where the lock is needed: the
 * token is not in the kept rows, the decision depends on the time, is forbidden, or is about an undo.
 */
export function decideKept(
  run: SimulatedPipeline,
  from: KeptRows,
  { track, token }: { readonly track: number; readonly token: number },
  outcome: AttemptOutcome,
): KeptDecision | null {
  if (from.tokens.get(track) !== token || from.rows.tracks.get(track)?.state === "reverting") return null;
  try {
    const changes = run.decisionFrom(from.rows, { type: "settled", number: track, outcome });
    return changes.kind === "forbidden" ? null : { from, track, token, outcome, changes };
  } catch (error) {
    if (error instanceof NoTime) return null;
    throw error;
  }
}

/** What the runner keeps after its settlement was written: its own copy with its own changes. Nothing is read. */
export function keptAfter({ rows, tokens }: KeptRows, { pipeline, tracks, moves }: Changes): KeptRows {
  const nextTracks = new Map(rows.tracks);
  for (const track of tracks) nextTracks.set(track.number, track);
  const nextTokens = new Map(tokens);
  for (const move of moves) if ("token" in clocksOf(move)) nextTokens.set(move.number, null);
  return { rows: { rev: rows.rev + 1, pipeline, tracks: nextTracks }, tokens: nextTokens };
}
