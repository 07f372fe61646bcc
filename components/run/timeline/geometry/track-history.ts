import type { TrackChange, TrackChanges } from "#contract/pipelines/timeline.ts";

/** What was read of a pipeline's history. */
export type TrackHistory = {
  /** The changes of each track in their order, by the number of its vertex. */
  readonly byTrack: ReadonlyMap<number, readonly TrackChange[]>;
  readonly next: TrackChanges["next"];
  /** False until everything that had happened when it was opened is here. */
  readonly isComplete: boolean;
};

export const NO_HISTORY: TrackHistory = { byTrack: new Map(), next: { rev: 0, n: 0 }, isComplete: false };

/** With another page. The list of a track that did not change stays the same object. */
export function withChanges(history: TrackHistory, { changes, next, isAll }: TrackChanges): TrackHistory {
  const isComplete = history.isComplete || isAll;
  if (changes.length === 0) return { ...history, next, isComplete };
  const byTrack = new Map(history.byTrack);
  const added = new Map<number, TrackChange[]>();
  for (const change of changes) {
    const list = added.get(change.number) ?? [...(byTrack.get(change.number) ?? [])];
    list.push(change);
    added.set(change.number, list);
  }
  for (const [number, list] of added) byTrack.set(number, list);
  return { byTrack, next, isComplete };
}

type Read = (after: TrackHistory["next"]) => Promise<TrackChanges>;

/** Reads the history of a pipeline page by page, and what is added to it: one question at a time, whoever asks. */
export class TrackHistoryReader {
  private readonly read: Read;
  private readonly pause: () => Promise<void>;
  private readonly listeners = new Set<() => void>();
  private history = NO_HISTORY;
  private failure: unknown = null;
  private wantedRev = 0;
  private readRev = 0;
  private isReading = false;

  /** @param pause before another question about a pipeline that goes on changing. */
  constructor(read: Read, pause: () => Promise<void>) {
    this.read = read;
    this.pause = pause;
  }

  /** What is here by now. The same object as long as nothing was added. */
  readonly now = (): TrackHistory => this.history;

  /** Why it could not be read; null while all is well. */
  readonly error = (): unknown => this.failure;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The pipeline has this rev: everything up to it is to be read. */
  want(rev: number): void {
    this.wantedRev = Math.max(this.wantedRev, rev);
    void this.readAll();
  }

  private async readAll(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      while (this.wantedRev > this.readRev) await this.readPage();
    } catch (error) {
      this.failure = error;
      this.tell();
    } finally {
      this.isReading = false;
    }
  }

  private async readPage(): Promise<void> {
    const rev = this.wantedRev;
    const page = await this.read(this.history.next);
    this.failure = null;
    this.history = withChanges(this.history, page);
    if (page.isAll) this.readRev = rev;
    this.tell();
    // Nobody looks any more: the rest is read when somebody does.
    if (this.listeners.size === 0) this.wantedRev = this.readRev;
    else if (page.isAll && this.wantedRev > this.readRev) await this.pause();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
