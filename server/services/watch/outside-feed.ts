import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import { isConnectionLost } from "#platform/database/db.ts";
import type { ChangeReader } from "./change-reader.ts";

/** Something that is said of a pipeline and its tracks and changes without raising its rev. */
export type Outside = {
  readonly everyMs: number;
  /** Whether anything may be said now. Nothing is read where nothing may. */
  readonly isDue: () => boolean;
  /** What is said of each track now, by its number; what is said of the pipeline, by a negative one. */
  readonly look: () => Promise<Said>;
};
type Said = ReadonlyMap<number, string>;

/**
 * What is said of a watched pipeline because of others: what waits for a person below it, and what keeps its tracks from
 * being claimed. It looks for all who watch the pipeline.
 */
export class OutsideFeed {
  private readonly reader: ChangeReader;
  private readonly ring: () => void;
  private readonly outside: Outside;
  private readonly timer: NodeJS.Timeout;
  /** What is said of each track. */
  private known: Said = new Map();
  /** In which look each track's words changed last. */
  private readonly changedIn = new Map<number, number>();
  private looks = 0;
  /** The last look that found something else than the one before. */
  private lastChange = 0;
  private isLooking = false;
  /** By the look from which it reads and the one up to which it does: another look may follow while it is under way. */
  private readonly reads = new Map<string, Promise<PipelineDelta | null>>();
  /** What was read, for each rev at which somebody is. */
  private readonly atRevs = new WeakMap<PipelineDelta, Map<number, PipelineDelta>>();
  private failure: { readonly error: unknown } | null = null;

  /** @param ring called when there is something new. */
  constructor(reader: ChangeReader, outside: Outside, ring: () => void) {
    this.reader = reader;
    this.outside = outside;
    this.ring = ring;
    this.timer = setInterval(() => void this.look(), outside.everyMs);
    void this.look();
  }

  /** The number of the last look; 0 before the first. */
  get newest(): number {
    return this.looks;
  }

  /**
   * The pipeline and the tracks of which something else is said than in look number `seen`; null if there is none. Other
   * tracks may have changed as well, so who gets it stays at their rev. All at the same place are given the same object.
   *
   * @throws every error of a look.
   */
  after(seen: number, rev: number): Promise<PipelineDelta | null> | null {
    if (this.failure !== null) throw this.failure.error;
    if (seen >= this.lastChange) return null;
    return this.read(seen).then((said) => (said === null ? null : this.atRev(said, rev)));
  }

  end(): void {
    clearInterval(this.timer);
  }

  private read(seen: number): Promise<PipelineDelta | null> {
    const key = `${seen} ${this.lastChange}`;
    const known = this.reads.get(key);
    if (known !== undefined) return known;
    const numbers = [...this.changedIn].filter(([, look]) => look > seen).map(([number]) => number);
    const read = this.reader.read({ numbers }).finally(() => this.reads.delete(key));
    this.reads.set(key, read);
    return read;
  }

  private atRev(said: PipelineDelta, rev: number): PipelineDelta {
    const known = this.atRevs.get(said) ?? new Map<number, PipelineDelta>();
    this.atRevs.set(said, known);
    const found = known.get(rev) ?? { ...said, rev };
    known.set(rev, found);
    return found;
  }

  private async look(): Promise<void> {
    if (this.isLooking || !this.outside.isDue()) return;
    this.isLooking = true;
    try {
      this.note(await this.outside.look());
    } catch (error) {
      // While the database is away nothing is known.
      if (!isConnectionLost(error)) {
        this.failure = { error };
        this.ring();
      }
    }
    this.isLooking = false;
  }

  private note(now: Said): void {
    const numbers = [...new Set([...this.known.keys(), ...now.keys()])];
    const changed = numbers.filter((number) => this.known.get(number) !== now.get(number));
    this.known = now;
    this.looks += 1;
    for (const number of changed) this.changedIn.set(number, this.looks);
    if (changed.length === 0) return;
    this.lastChange = this.looks;
    this.ring();
  }
}
