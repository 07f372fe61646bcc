import type { TrackNow } from "#engine/plan/pipeline-now.ts";
import type { Queries } from "#platform/database/db.ts";
import { type TrackRow, tracksByNumber, tracksOf } from "#repos/tracks/track-rows.ts";
import {
  type TrackAsRead,
  type TrackChange,
  type TrackUpdate,
  trackAfter,
} from "#repos/tracks/track-writes.ts";
import { trackNowOf, unchanged } from "./track-changes.ts";

type LoadedTrack = { readonly row: TrackAsRead; now: TrackUpdate; isChanged: boolean };

/** Where tracks come from that are loaded. */
export type TrackSource = {
  /** Tracks that are known already, by their numbers. */
  readonly known: ReadonlyMap<number, TrackAsRead>;
  readonly read: (numbers: readonly number[] | "all") => Promise<readonly TrackRow[]>;
};

/** Tracks of a pipeline whose row is locked. @param known those that were read with the lock. */
export function lockedSource(tx: Queries, id: number, known: readonly TrackRow[]): TrackSource {
  return {
    known: new Map(known.map((row) => [row.number, row])),
    read: (numbers) => (numbers === "all" ? tracksOf(tx, id) : tracksByNumber(tx, id, numbers)),
  };
}

/**
 * The tracks of one locked pipeline that its session has read so far: as they were read, and as they will be written.
 */
export class LoadedTracks {
  private readonly source: TrackSource;
  private readonly pipelineId: number;
  private readonly loaded = new Map<number, LoadedTrack>();
  /** As the engine sees them; those of `outdated` are made when it asks. */
  private readonly seen = new Map<number, TrackNow>();
  private readonly outdated = new Set<number>();
  private isComplete = false;

  constructor(source: TrackSource, pipelineId: number) {
    this.source = source;
    this.pipelineId = pipelineId;
  }

  /** All tracks of a pipeline that is about to be inserted: nothing is read, and all of them are written. */
  static ofNew(pipelineId: number, rows: readonly TrackRow[]): LoadedTracks {
    const tracks = new LoadedTracks({ known: new Map(), read: async () => [] }, pipelineId);
    for (const row of rows) tracks.add(row, true);
    tracks.isComplete = true;
    return tracks;
  }

  /** Reads those tracks that were not read before. */
  async load(numbers: readonly number[] | "all"): Promise<void> {
    if (this.isComplete) return;
    const { known, read } = this.source;
    if (numbers !== "all")
      for (const number of numbers) {
        const row = known.get(number);
        if (row !== undefined) this.add(row);
      }
    const missing = numbers === "all" ? "all" : numbers.filter((number) => !this.loaded.has(number));
    if (missing.length === 0) return;
    for (const row of await read(missing)) this.add(row);
    this.isComplete = missing === "all";
  }

  private add(row: TrackAsRead, isChanged = false): void {
    if (this.loaded.has(row.number)) return;
    this.loaded.set(row.number, { row, now: unchanged(row), isChanged });
    this.outdated.add(row.number);
  }

  /**
   * The track as it was read.
   *
   * @throws Error where it was not loaded: a mistake of the caller.
   */
  asRead(number: number): TrackAsRead {
    return this.find(number).row;
  }

  /**
   * The track as it will be written.
   *
   * @throws Error where it was not loaded: a mistake of the caller.
   */
  get(number: number): TrackUpdate {
    return this.find(number).now;
  }

  /** Changes columns of a track. */
  change(number: number, change: Partial<TrackUpdate>): void {
    const track = this.find(number);
    track.now = { ...track.now, ...change };
    track.isChanged = true;
    this.outdated.add(number);
  }

  /** The changed tracks, which are to be written. */
  changed(): TrackUpdate[] {
    return this.changes().map(({ now }) => now);
  }

  /** The changed tracks, also as they were read. */
  changes(): TrackChange[] {
    const changed = [...this.loaded.values()].filter(({ isChanged }) => isChanged);
    return changed.map(({ row, now }) => ({ before: row, now }));
  }

  /** Every loaded track as it is once the changes are written. */
  afterwards(): TrackAsRead[] {
    return [...this.loaded.values()].map(({ row, now, isChanged }) =>
      isChanged ? trackAfter({ before: row, now }) : row,
    );
  }

  /** Whether the track is known without a trip. */
  isKnown(number: number): boolean {
    return this.loaded.has(number) || this.source.known.has(number);
  }

  /** One track as the engine sees it. */
  forEngine(number: number): TrackNow {
    return trackNowOf(this.find(number).now);
  }

  /** All that were loaded, as the engine sees them, until the next one is loaded or changed. */
  allForEngine(): ReadonlyMap<number, TrackNow> {
    for (const number of this.outdated) this.seen.set(number, this.forEngine(number));
    this.outdated.clear();
    return this.seen;
  }

  private find(number: number): LoadedTrack {
    const track = this.loaded.get(number);
    if (track === undefined)
      throw new Error(`Track number ${number} of pipeline ${this.pipelineId} was not loaded.`);
    return track;
  }
}
