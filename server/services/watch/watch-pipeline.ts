import type { LogPage } from "#contract/pipelines/pipelines.ts";
import type { PipelineDelta, WatchRequest } from "#contract/pipelines/watch.ts";
import { isConnectionLost } from "#platform/database/db.ts";
import { Bell, orAborted } from "./bell.ts";
import type { LogFeed } from "./log-feed.ts";
import type { OutsideFeed } from "./outside-feed.ts";
import type { PipelineFeeds } from "./pipeline-feeds.ts";
import { DATABASE_AWAY_MS } from "./read-pace.ts";
import type { Told } from "./told.ts";
import type { WatchedPipeline } from "./watched-pipeline.ts";

/**
 * Gives everything that changes in a pipeline after a cursor, in order, until the listener stops. Each item carries the
 * cursor for the next one, `<rev>:<log seq>`, so that a reconnect loses and repeats nothing. Listeners of one pipeline are
 * given the same objects; a listener that takes nothing for a while costs nothing and loses nothing.
 *
 * @throws Refused `not-found`.
 */
export async function* watchPipeline(
  feeds: PipelineFeeds,
  request: WatchRequest & { readonly lastEventId?: string | null | undefined },
  signal: AbortSignal,
): AsyncGenerator<Told> {
  const { watched, close } = await feeds.watch(request.id);
  const bell = new Bell();
  const listener = new Listener(watched, request, signal);
  const deafen = watched.changes.listen(bell.ring);
  signal.addEventListener("abort", bell.ring);
  try {
    while (!signal.aborted) {
      bell.hush();
      try {
        let isNews = false;
        for await (const told of listener.news()) {
          isNews = true;
          yield told;
        }
        if (!isNews && !signal.aborted) await bell.rung();
      } catch (error) {
        // The listener keeps the stream and the cursor while the database is away.
        if (!isConnectionLost(error)) throw error;
        await orAborted(new Promise((resolve) => setTimeout(resolve, DATABASE_AWAY_MS)), signal);
      }
    }
  } finally {
    signal.removeEventListener("abort", bell.ring);
    deafen();
    listener.close();
    close();
  }
}

/** Where one listener stands. */
class Listener {
  private readonly watched: WatchedPipeline;
  private readonly request: WatchRequest;
  private readonly signal: AbortSignal;
  private rev: number;
  private seq: number;
  /** Up to which look it knows what each feed of `outside` says. */
  private readonly looks = new Map<OutsideFeed, number>();
  private log: { readonly feed: LogFeed; readonly close: () => void } | null = null;
  private isLogComplete: boolean;

  constructor(
    watched: WatchedPipeline,
    request: WatchRequest & { readonly lastEventId?: string | null | undefined },
    signal: AbortSignal,
  ) {
    this.watched = watched;
    this.request = request;
    this.signal = signal;
    this.isLogComplete = request.log === null;
    ({ rev: this.rev, seq: this.seq } = cursorOf(request));
  }

  /** Everything that is new, in order; nothing where there is nothing. */
  async *news(): AsyncGenerator<Told> {
    const delta = await this.change();
    if (delta !== null) {
      this.rev = delta.rev;
      yield this.told(delta);
    }
    for (const feed of this.watched.outside) {
      const said = await this.said(feed);
      if (said !== null) yield this.told(said);
    }
    const log = await this.logPage();
    if (log === null) return;
    this.seq = log.next;
    this.isLogComplete = log.isComplete;
    if (log.chunks.length > 0 || log.isComplete)
      yield this.told({ rev: this.rev, pipeline: null, tracks: [], log });
  }

  close(): void {
    this.log?.close();
  }

  private told(delta: PipelineDelta): Told {
    return { cursor: `${this.rev}:${this.seq}`, delta };
  }

  private async change(): Promise<PipelineDelta | null> {
    const { changes } = this.watched;
    const known = changes.after(this.rev);
    return known === "unknown" ? await orAborted(changes.read(this.rev), this.signal) : known;
  }

  private async said(feed: OutsideFeed): Promise<PipelineDelta | null> {
    const { newest } = feed;
    const read = feed.after(this.looks.get(feed) ?? 0, this.rev);
    const delta = read === null ? null : await orAborted(read, this.signal);
    this.looks.set(feed, newest);
    return delta;
  }

  private async logPage(): Promise<LogPage | null> {
    if (this.request.log === null || this.isLogComplete || this.signal.aborted) return null;
    this.log ??= await this.watched.openLog(this.request.log);
    const known = this.log.feed.after(this.seq);
    return known === "unknown" ? await orAborted(this.log.feed.read(this.seq), this.signal) : known;
  }
}

function cursorOf({ after, log, lastEventId }: WatchRequest & { lastEventId?: string | null | undefined }): {
  rev: number;
  seq: number;
} {
  const [, rev, seq] = /^(\d{1,15}):(\d{1,10})$/.exec(lastEventId ?? "") ?? [];
  return rev === undefined || seq === undefined
    ? { rev: after, seq: log?.after ?? 0 }
    : { rev: Number(rev), seq: Number(seq) };
}
