import type { LogPage } from "#contract/pipelines/pipelines.ts";
import { isConnectionLost, type Queries } from "#platform/database/db.ts";
import { logPageOf } from "../logs/read-log.ts";
import { DeltaHistory } from "./delta-history.ts";
import { DATABASE_AWAY_MS } from "./read-pace.ts";

/** How often a log is read while its attempt runs. After its end it is not read again. */
const TICK_MS = 150;
/** A page has so many chunks. The first page is soon on the screen, and no page is too large to be shown at once. */
const MIN_PAGE = 8;
const MAX_PAGE = 256;
/** A page with less than this is made larger. */
const SMALL_PAGE = 128 * 1024;
/** Who is behind by more characters than this reads by itself. */
const KEPT = { steps: 100, size: 2_000_000 };

export type LogPlace = { readonly trackId: number; readonly vertex: string; readonly attempt: number };

/** The one reader of a watched log in a web process. All who follow it are given the same pages. */
export class LogFeed {
  private readonly queries: Queries;
  private readonly place: LogPlace;
  private readonly ring: () => void;
  private readonly history = new DeltaHistory<LogPage>(KEPT, ({ chunks }) =>
    chunks.reduce((sum, { text }) => sum + text.length, 1),
  );
  private readonly reads = new Map<number, Promise<LogPage>>();
  private timer: NodeJS.Timeout | null = null;
  private isReading = false;
  private limit = MIN_PAGE;
  private isEnded = false;
  /** True once everything up to the newest place is all that there will be. */
  private isComplete = false;
  /** What is said of a log that is not there. */
  private absence: Pick<LogPage, "removedAt" | "problem"> = {};
  private failure: { readonly error: unknown } | null = null;

  /** @param ring called when there is something new. */
  constructor(queries: Queries, place: LogPlace, ring: () => void) {
    this.queries = queries;
    this.place = place;
    this.ring = ring;
  }

  /**
   * What follows after a chunk: null where nothing does yet, `unknown` where `read` has to be asked.
   *
   * @throws every error of a read but a lost connection.
   */
  after(seq: number): LogPage | null | "unknown" {
    if (this.failure !== null) throw this.failure.error;
    const step = this.history.after(seq);
    if (step === "unknown") return step;
    if (step === null) return this.isComplete ? { ...this.empty(seq), isComplete: true } : null;
    if (step.from === seq) return step.delta;
    return { ...step.delta, chunks: step.delta.chunks.filter((chunk) => chunk.seq > seq) };
  }

  /** Reads what follows after a chunk that `after` does not know. Those who ask for the same share it. */
  read(seq: number): Promise<LogPage> {
    const known = this.reads.get(seq);
    if (known !== undefined) return known;
    const read = this.readPage(seq).finally(() => this.reads.delete(seq));
    this.reads.set(seq, read);
    return read;
  }

  /** Reads now what is new. */
  async tick(): Promise<void> {
    const { newest } = this.history;
    if (newest === null || this.isReading || this.isComplete || this.isEnded) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.isReading = true;
    let pause = TICK_MS;
    try {
      const { page, isFull } = await this.nextPage(newest);
      this.note(newest, page);
      if (isFull) pause = 0;
      if (page.chunks.length > 0 || page.isComplete) this.ring();
    } catch (error) {
      pause = DATABASE_AWAY_MS;
      if (!isConnectionLost(error)) {
        this.failure = { error };
        this.ring();
      }
    }
    this.isReading = false;
    this.tickAfter(pause);
  }

  end(): void {
    this.isEnded = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private tickAfter(ms: number): void {
    if (this.isComplete || this.isEnded || this.failure !== null || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.tick();
    }, ms);
  }

  /** From the first page that is the last one for now, all who follow share the pages. */
  private async readPage(seq: number): Promise<LogPage> {
    const { page, isFull } = await this.nextPage(seq);
    if (this.history.newest === null && !isFull) {
      this.history.begin(seq);
      this.note(seq, page);
      this.tickAfter(TICK_MS);
    }
    return page;
  }

  private async nextPage(seq: number): Promise<{ page: LogPage; isFull: boolean }> {
    const { limit } = this;
    const page = await logPageOf(this.queries, this.place, seq, limit);
    const isFull = page.chunks.length === limit;
    const size = page.chunks.reduce((sum, { text }) => sum + text.length, 0);
    this.limit = isFull && size < SMALL_PAGE ? Math.min(MAX_PAGE, limit * 2) : limit;
    if (size > SMALL_PAGE * 8) this.limit = MIN_PAGE;
    return { page, isFull };
  }

  private note(from: number, page: LogPage): void {
    if (page.next > from) this.history.add({ from, to: page.next, delta: page });
    this.isComplete ||= page.isComplete;
    const { removedAt, problem } = page;
    this.absence = {
      ...(removedAt !== undefined && { removedAt }),
      ...(problem !== undefined && { problem }),
    };
  }

  private empty(seq: number): LogPage {
    return {
      vertex: this.place.vertex,
      attempt: this.place.attempt,
      chunks: [],
      next: seq,
      isComplete: false,
      ...this.absence,
    };
  }
}
