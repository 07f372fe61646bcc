import { writeJson } from "#engine/json/write-json.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { pipelineAfter } from "#repos/pipelines/pipeline-writes.ts";
import type { TrackAsRead } from "#repos/tracks/track-writes.ts";
import type { PipelineSession } from "../pipeline-session.ts";
import type { SealedPlan } from "../read/revision-content.ts";

/** A pipeline as of the rev that this process committed itself. */
export type KeptPipeline = {
  /** Its times are not as in the database. */
  readonly row: PipelineRow;
  readonly graphName: string;
  readonly sealed: SealedPlan;
  readonly tracks: Map<number, TrackAsRead>;
  /** Of the tracks' values, in characters. */
  readonly length: number;
};

type Entry = { readonly kept: KeptPipeline | null; skips: number };

/** As many as there are plans in memory: see `revision-content.ts`. */
const MAX_KEPT = 50;
/** In characters, of all tracks together. */
const MAX_KEPT_LENGTH = 32 * 1_048_576;
/** After somebody else wrote a pipeline, so many settlements of it take its lock at once: they may write it again. */
const SKIPPED_AFTER_MISS = 4;

/**
 * What this process knows of the pipelines that it wrote last. It is never trusted: a write that is decided from it
 * matches only the very rev from which it was decided.
 */
export class KeptPipelines {
  private readonly entries = new Map<number, Entry>();
  private length = 0;

  /** Gives what is kept of a pipeline, and keeps it no longer. Null where nothing is, or it should not be used now. */
  take(id: number): KeptPipeline | null {
    const entry = this.entries.get(id);
    if (entry === undefined) return null;
    if (entry.skips > 0) {
      entry.skips -= 1;
      return null;
    }
    this.delete(id);
    return entry.kept;
  }

  /** What is kept of a pipeline, as a hint: it may be outdated. */
  peek(id: number): KeptPipeline | null {
    return this.entries.get(id)?.kept ?? null;
  }

  /** Notes that what was kept of a pipeline was outdated, or was not enough to decide. */
  miss(id: number): void {
    this.delete(id);
    this.put(id, { kept: null, skips: SKIPPED_AFTER_MISS });
  }

  /**
   * Keeps a pipeline as a session leaves it. The session must have been written and committed.
   *
   * @param taken what the session began from; null where it locked the pipeline and read it.
   * @param more further tracks that were read in the transaction that wrote it.
   */
  keep(session: PipelineSession, taken: KeptPipeline | null, more: readonly TrackAsRead[]): void {
    const { before, row, graphName, sealed } = session;
    const entry = this.entries.get(row.id);
    // Another transaction of this process may have committed a later rev, and its answer may have come sooner.
    if (entry?.kept != null && entry.kept.row.rev > before.rev) return;
    const base = taken ?? entry?.kept ?? null;
    const isSame = base?.row.rev === before.rev && base.row.revKey === before.revKey;
    const tracks = isSame ? base.tracks : new Map<number, TrackAsRead>();
    let length = isSame ? base.length : 0;
    for (const track of [...more, ...session.tracks.afterwards()]) {
      length += lengthOf(track) - lengthOf(tracks.get(track.number));
      tracks.set(track.number, track);
    }
    this.delete(row.id);
    // The end of a pipeline has a time, and what comes after it is decided by people.
    if (isPipelineEnded(row.state)) return;
    const kept = { row: pipelineAfter(before, row), graphName, sealed, tracks, length };
    this.put(row.id, { kept, skips: entry?.skips ?? 0 });
  }

  private put(id: number, entry: Entry): void {
    this.entries.set(id, entry);
    this.length += entry.kept?.length ?? 0;
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= MAX_KEPT && this.length <= MAX_KEPT_LENGTH) return;
      this.delete(oldest);
    }
  }

  private delete(id: number): void {
    this.length -= this.entries.get(id)?.kept?.length ?? 0;
    this.entries.delete(id);
  }
}

/** What a track without values takes, about. */
const SHORT_TRACK = 1_000;
const lengths = new WeakMap<TrackAsRead, number>();

function lengthOf(track: TrackAsRead | undefined): number {
  if (track === undefined) return 0;
  const known = lengths.get(track);
  if (known !== undefined) return known;
  const { given, answers, outputs, rounds, inputProblems } = track;
  const values = [given, answers, outputs, rounds?.last ?? null, inputProblems];
  const length = SHORT_TRACK + writeJson(values).length;
  lengths.set(track, length);
  return length;
}
