import type { Candidate } from "#contract/runners/runner-gateway.ts";

/** Longer ago a runner on another machine, which nobody is told of, may have changed much. */
const MAX_AGE_MS = 100;
/** With fewer tracks, or at half of the age, it is read again in the next trip that has place for it. */
const MIN_TRACKS = 16;

/** When the queue was asked for, and how often it had been forgotten by then. */
type Mark = { readonly at: number; readonly forgotten: number };

/**
 * The tracks that one runner saw last at the head of the queue, so that not every settlement has to ask for them. It is a
 * hint: a claim finds by itself which of them may still be claimed. What others tell makes it outdated at once.
 */
export class SeenQueue {
  private tracks: readonly Candidate[] = [];
  private isWhole = false;
  private askedAt = Number.NEGATIVE_INFINITY;
  private forgotten = 0;
  private readonly now: () => number;

  /** @param now milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** A mark for `note`, to be taken before the queue is asked for. */
  mark(): Mark {
    return { at: this.now(), forgotten: this.forgotten };
  }

  /** Notes the answer to a question for so many tracks. What was told since may not be in it: then it is not used. */
  note(found: readonly Candidate[], limit: number, mark: Mark): void {
    if (mark.forgotten !== this.forgotten || mark.at < this.askedAt) return;
    this.tracks = found;
    this.isWhole = found.length < limit;
    this.askedAt = mark.at;
  }

  /** Notes that these tracks were claimed. */
  remove(ids: readonly number[]): void {
    if (ids.length > 0) this.tracks = this.tracks.filter(({ id }) => !ids.includes(id));
  }

  /** Notes that there may be others. */
  forget(): void {
    this.tracks = [];
    this.isWhole = false;
    this.askedAt = Number.NEGATIVE_INFINITY;
    this.forgotten += 1;
  }

  /** What may be claimed, where that is enough for so many slots; null: the queue must be asked for. */
  tracksFor(slots: number): readonly Candidate[] | null {
    const isEnough = this.isWhole || this.tracks.length >= slots;
    return isEnough && this.age <= MAX_AGE_MS ? this.tracks : null;
  }

  /** True where the next claim may have to ask. */
  get isEnding(): boolean {
    return this.age > MAX_AGE_MS / 2 || (!this.isWhole && this.tracks.length < MIN_TRACKS);
  }

  private get age(): number {
    return this.now() - this.askedAt;
  }
}
