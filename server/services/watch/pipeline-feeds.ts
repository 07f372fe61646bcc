import { type Database, isConnectionLost } from "#platform/database/db.ts";
import type { WakeUp } from "#platform/wake-ups/wake-up.ts";
import { signOfChange } from "#repos/pipelines/events/change-sign-rows.ts";
import { revsOf } from "#repos/pipelines/pipeline-rows.ts";
import { AnyChange } from "./any-change.ts";
import { BUSY_MS, gapAfterRead } from "./read-pace.ts";
import { WatchedPipeline } from "./watched-pipeline.ts";

/** The slow poll, which alone is enough. */
const MAX_POLL_MS = 1_500;
/** After a poll that found what nobody had told: others may be out of reach of wake-ups, as on another machine. */
const MIN_POLL_MS = 25;
const POLL_GROWTH = 1.3;

type Open = {
  readonly opening: Promise<WatchedPipeline>;
  watched: WatchedPipeline | null;
  listeners: number;
};

/**
 * The watched pipelines of a web process. A wake-up has its pipeline read at once, or as soon as its pace allows. A slow
 * poll of all revs, one statement, finds what no wake-up told. Nothing is read while nobody watches.
 */
export class PipelineFeeds {
  readonly anyChange: AnyChange;
  private readonly database: Database;
  private readonly open = new Map<number, Open>();
  private timer: NodeJS.Timeout | null = null;
  private pollMs = MIN_POLL_MS;

  constructor(database: Database) {
    this.database = database;
    this.anyChange = new AnyChange(database.wakeUps, () => signOfChange(database.queries));
    database.wakeUps.listen((wakeUp) => this.hear(wakeUp));
  }

  /**
   * Opens a pipeline for one more who watches it, until `close`.
   *
   * @throws Refused `not-found`.
   */
  async watch(id: number): Promise<{ watched: WatchedPipeline; close: () => void }> {
    const open = this.open.get(id) ?? this.begin(id);
    open.listeners += 1;
    const close = () => {
      open.listeners -= 1;
      if (open.listeners === 0) this.forget(id, open);
    };
    try {
      return { watched: await open.opening, close };
    } catch (error) {
      close();
      throw error;
    }
  }

  private begin(id: number): Open {
    const place = {
      gap: (costMs: number) => gapAfterRead(costMs, this.busy()),
      onFailure: () => this.open.get(id) === open && this.open.delete(id),
    };
    const opening = WatchedPipeline.open(this.database.queries, id, place);
    const open: Open = { opening, watched: null, listeners: 0 };
    this.open.set(id, open);
    opening.then(
      (watched) => {
        open.watched = watched;
      },
      () => undefined,
    );
    this.schedule();
    return open;
  }

  private forget(id: number, open: Open): void {
    if (this.open.get(id) === open) this.open.delete(id);
    open.opening.then((watched) => watched.end()).catch(() => undefined);
    if (this.open.size > 0 || this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
  }

  private hear({ kind, pipeline }: WakeUp): void {
    this.open.get(pipeline)?.watched?.changes.hear(kind === "ended");
  }

  /** How many pipelines are read now and again. */
  private busy(): number {
    const since = performance.now() - BUSY_MS;
    return [...this.watched()].filter(({ changes }) => changes.readAt > since).length;
  }

  private *watched(): Generator<WatchedPipeline> {
    for (const { watched } of this.open.values()) if (watched !== null) yield watched;
  }

  private schedule(): void {
    if (this.timer !== null || this.open.size === 0) return;
    this.timer = setTimeout(() => void this.poll(), this.pollMs * (0.8 + Math.random() * 0.4));
  }

  private async poll(): Promise<void> {
    const waiting = [...this.watched()].filter(({ changes }) => changes.rev !== null && !changes.isAwake);
    let isSurprise = false;
    try {
      const ids = waiting.map(({ changes }) => changes.reader.id);
      const revs = ids.length === 0 ? new Map() : await revsOf(this.database.queries, ids);
      for (const { changes } of waiting) {
        const rev = revs.get(changes.reader.id) ?? changes.rev;
        // What was told of meanwhile is no surprise, and is read anyway.
        if (rev === changes.rev || changes.isAwake) continue;
        isSurprise = true;
        changes.hear(true);
      }
    } catch (error) {
      // Without the database the revs are unknown. It may come back as it was earlier. Each reader waits for it, reads
      // the states again, and finds and tells what else is wrong.
      for (const { changes } of waiting) {
        if (isConnectionLost(error)) changes.reader.forget();
        changes.hear(true);
      }
    }
    this.pollMs = isSurprise ? MIN_POLL_MS : Math.min(MAX_POLL_MS, this.pollMs * POLL_GROWTH);
    this.timer = null;
    this.schedule();
  }
}
