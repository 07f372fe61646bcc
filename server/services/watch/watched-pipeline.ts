import type { WatchRequest } from "#contract/pipelines/watch.ts";
import type { Queries } from "#platform/database/db.ts";
import { trackOfVertex } from "../pipelines/read/show-pipeline.ts";
import { ChangeReader } from "./change-reader.ts";
import { LogFeed } from "./log-feed.ts";
import { OutsideFeed } from "./outside-feed.ts";
import { type FeedPlace, PipelineFeed } from "./pipeline-feed.ts";

/** How often is looked for people's work in the pipelines below. */
const BELOW_MS = 2_000;
/** How often is looked for what keeps tracks from being claimed. */
const QUEUED_MS = 1_000;

type OpenLog = { readonly feed: Promise<LogFeed>; listeners: number };
type Place = Omit<FeedPlace, "onChange">;
type WatchedLog = NonNullable<WatchRequest["log"]>;

/** Everything that is followed of one pipeline: what changes in it, what others say of it, and its watched logs. */
export class WatchedPipeline {
  readonly changes: PipelineFeed;
  /** What waits for a person below it, and what keeps its tracks from being claimed. */
  readonly outside: readonly OutsideFeed[];
  private readonly queries: Queries;
  private readonly logs = new Map<string, OpenLog>();

  private constructor(queries: Queries, reader: ChangeReader, place: Place) {
    this.queries = queries;
    // The end of an attempt is a change: its log is complete then.
    this.changes = new PipelineFeed(reader, { ...place, onChange: () => this.readLogs() });
    const ring = () => this.changes.ring();
    const queued = {
      everyMs: QUEUED_MS,
      isDue: () => reader.mayBeQueued,
      look: () => reader.lookAtQueues(),
    };
    const below = {
      everyMs: BELOW_MS,
      isDue: () => reader.mayWaitForChildren,
      look: () => reader.needsBelow(),
    };
    this.outside = [
      new OutsideFeed(reader, queued, ring),
      ...(reader.hasChildren ? [new OutsideFeed(reader, below, ring)] : []),
    ];
  }

  /** @throws Refused `not-found`. */
  static async open(queries: Queries, id: number, place: Place): Promise<WatchedPipeline> {
    return new WatchedPipeline(queries, await ChangeReader.open(queries, id), place);
  }

  /**
   * Opens the log of an attempt, for one more who follows it.
   *
   * @throws Refused `not-found` where the pipeline has no such vertex.
   */
  async openLog({ vertex, attempt }: WatchedLog): Promise<{ feed: LogFeed; close: () => void }> {
    const key = `${attempt} ${vertex}`;
    const open = this.logs.get(key) ?? { feed: this.logFeed(vertex, attempt), listeners: 0 };
    this.logs.set(key, open);
    open.listeners += 1;
    const close = () => {
      open.listeners -= 1;
      if (open.listeners > 0) return;
      if (this.logs.get(key) === open) this.logs.delete(key);
      open.feed.then((feed) => feed.end()).catch(() => undefined);
    };
    try {
      return { feed: await open.feed, close };
    } catch (error) {
      close();
      throw error;
    }
  }

  end(): void {
    this.changes.end();
    for (const feed of this.outside) feed.end();
  }

  private async logFeed(vertex: string, attempt: number): Promise<LogFeed> {
    const { track } = await trackOfVertex(this.queries, this.changes.reader.id, vertex);
    return new LogFeed(this.queries, { trackId: track.id, vertex, attempt }, () => this.changes.ring());
  }

  private readLogs(): void {
    for (const { feed } of this.logs.values()) feed.then((log) => log.tick()).catch(() => undefined);
  }
}
