import type { TrackNow } from "#engine/plan/pipeline-now.ts";
import type { Queries } from "#platform/database/db.ts";
import { type TrackRow, tracksByNumber, tracksOf } from "#repos/tracks/track-rows.ts";
import type { TrackChange, TrackUpdate } from "#repos/tracks/track-writes.ts";
import { trackNowOf, unchanged } from "./track-changes.ts";

type LoadedTrack = { readonly row: TrackRow; now: TrackUpdate; isChanged: boolean };

/**
 * The tracks of one locked pipeline that its session has read so far: as they were read, and as they will be written.
 */
export class LoadedTracks {
  private readonly tx: Queries;
  private readonly pipelineId: number;
  private readonly loaded = new Map<number, LoadedTrack>();
  private isComplete = false;

  /** @param rows tracks that were read already. */
  constructor(tx: Queries, pipelineId: number, rows: readonly TrackRow[]) {
    this.tx = tx;
    this.pipelineId = pipelineId;
    for (const row of rows) this.loaded.set(row.number, { row, now: unchanged(row), isChanged: false });
  }

  /** All tracks of a pipeline that is about to be inserted: nothing is read, and all of them are written. */
  static ofNew(tx: Queries, pipelineId: number, rows: readonly TrackRow[]): LoadedTracks {
    const tracks = new LoadedTracks(tx, pipelineId, rows);
    for (const track of tracks.loaded.values()) track.isChanged = true;
    tracks.isComplete = true;
    return tracks;
  }

  /** Reads those tracks that were not read before. */
  async load(numbers: readonly number[] | "all"): Promise<void> {
    if (this.isComplete) return;
    const missing = numbers === "all" ? "all" : numbers.filter((number) => !this.loaded.has(number));
    if (missing.length === 0) return;
    const rows =
      missing === "all"
        ? await tracksOf(this.tx, this.pipelineId)
        : await tracksByNumber(this.tx, this.pipelineId, missing as readonly number[]);
    for (const row of rows)
      if (!this.loaded.has(row.number))
        this.loaded.set(row.number, { row, now: unchanged(row), isChanged: false });
    this.isComplete = missing === "all";
  }

  /**
   * The track as it was read.
   *
   * @throws Error where it was not loaded: a mistake of the caller.
   */
  asRead(number: number): TrackRow {
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

  /** One track as the engine sees it. */
  forEngine(number: number): TrackNow {
    return trackNowOf(this.find(number).now);
  }

  /** All that were loaded, as the engine sees them. */
  allForEngine(): Map<number, TrackNow> {
    return new Map([...this.loaded].map(([number, { now }]) => [number, trackNowOf(now)]));
  }

  private find(number: number): LoadedTrack {
    const track = this.loaded.get(number);
    if (track === undefined)
      throw new Error(`Track number ${number} of pipeline ${this.pipelineId} was not loaded.`);
    return track;
  }
}
