import type { PipelineDelta } from "#contract/watch.ts";
import { needsBelowText } from "#engine/explain/needs-person.ts";
import { isConnectionLost } from "#platform/database/db.ts";
import type { ChangeReader } from "./change-reader.ts";

/** How often is looked for people's work in the pipelines below: it does not raise the rev of the one above. */
const LOOK_MS = 2_000;

/**
 * What waits for a person in the pipelines below one that is watched, for all who watch it. It looks as long as a track
 * waits for a child pipeline.
 */
export class BelowFeed {
  private readonly reader: ChangeReader;
  private readonly ring: () => void;
  private readonly timer: NodeJS.Timeout | null;
  /** What waits below each track, in words. */
  private known: ReadonlyMap<number, string> = new Map();
  /** In which look each track's words changed last. */
  private readonly changedIn = new Map<number, number>();
  private looks = 0;
  private isLooking = false;
  private readonly reads = new Map<number, Promise<PipelineDelta | null>>();
  private failure: { readonly error: unknown } | null = null;

  /** @param ring called when there is something new. */
  constructor(reader: ChangeReader, ring: () => void) {
    this.reader = reader;
    this.ring = ring;
    this.timer = reader.hasChildren ? setInterval(() => void this.look(), LOOK_MS) : null;
    if (reader.hasChildren) void this.look();
  }

  /** The number of the last look; 0 before the first. */
  get newest(): number {
    return this.looks;
  }

  /**
   * The pipeline and the tracks below which something else waits than in look number `seen`; null if there is none. Other
   * tracks may have changed as well, so who gets it stays at its rev.
   *
   * @throws every error of a look.
   */
  after(seen: number): Promise<PipelineDelta | null> | null {
    if (this.failure !== null) throw this.failure.error;
    const numbers = [...this.changedIn].filter(([, look]) => look > seen).map(([number]) => number);
    if (numbers.length === 0) return null;
    const known = this.reads.get(seen);
    if (known !== undefined) return known;
    const read = this.reader.read({ numbers }).finally(() => this.reads.delete(seen));
    this.reads.set(seen, read);
    return read;
  }

  end(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isLooking || !this.reader.mayWaitForChildren) return;
    this.isLooking = true;
    try {
      this.note(await this.reader.needsBelow());
    } catch (error) {
      // While the database is away nothing is known.
      if (!isConnectionLost(error)) {
        this.failure = { error };
        this.ring();
      }
    }
    this.isLooking = false;
  }

  private note(rows: Awaited<ReturnType<ChangeReader["needsBelow"]>>): void {
    const now = new Map(rows.map((row) => [row.number, needsBelowText(row)]));
    const numbers = [...new Set([...this.known.keys(), ...now.keys()])];
    const changed = numbers.filter((number) => this.known.get(number) !== now.get(number));
    this.known = now;
    this.looks += 1;
    for (const number of changed) this.changedIn.set(number, this.looks);
    if (changed.length > 0) this.ring();
  }
}
