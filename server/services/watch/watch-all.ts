import { setMaxListeners } from "node:events";
import { ALL_PIPELINES, type WatchItem, type WatchRequest } from "#contract/pipelines/watch.ts";
import { Refused } from "../refusals/refused.ts";
import { watchAnyChange } from "./any-change.ts";
import type { PipelineFeeds } from "./pipeline-feeds.ts";
import { watchPipeline } from "./watch-pipeline.ts";

type Item = { readonly cursor: string; readonly item: WatchItem };
/** Ends, with a refusal as its reason, where a pipeline may not be followed any more. */
type Followed = { readonly signal: AbortSignal; readonly close: () => void };
type Waiting = { readonly give: () => Item; readonly taken: () => void };

/**
 * Follows several pipelines in one stream, until the listener stops. The cursor of an item says where all of them stand
 * (`<rev>:<log seq>` of each, in their order), so that a reconnect loses and repeats nothing. One that is refused, such
 * as a pipeline that is not there, says so once and disturbs no other.
 *
 * @param guard says how long a pipeline may be followed; it throws a refusal where it may not.
 * @param lastEventId the cursor of the last item that the listener has, where it reconnects.
 */
export async function* watchPipelines(
  feeds: PipelineFeeds,
  watches: readonly WatchRequest[],
  lastEventId: string | null | undefined,
  signal: AbortSignal,
  guard: (pipeline: number) => Promise<Followed> = async () => ({ signal, close: () => undefined }),
): AsyncGenerator<Item> {
  const ended = new AbortController();
  const end = AbortSignal.any([signal, ended.signal]);
  // Each watch listens to it while it lives, and once more while it waits for a read.
  setMaxListeners(2 * watches.length + 1, end);
  const before = lastEventId?.split(",") ?? [];
  const cursors = watches.map(({ after, log }, place) => before[place] ?? `${after}:${log?.after ?? 0}`);
  const waiting: Waiting[] = [];
  let wake = () => {};
  const isTaken = (give: () => Item) => {
    // Nobody takes anything after the end: whoever waited would never close what it follows.
    if (end.aborted) return Promise.resolve();
    return new Promise<void>((taken) => {
      waiting.push({ give, taken });
      wake();
    });
  };
  const itemOf = (item: WatchItem): Item => ({ cursor: cursors.join(","), item });
  const follow = async (watch: WatchRequest, place: number) => {
    let followed: Followed | null = null;
    try {
      const request = { ...watch, lastEventId: cursors[place] ?? null };
      const isOfAll = watch.id === ALL_PIPELINES;
      followed = isOfAll ? null : await guard(watch.id);
      const both = followed === null ? end : AbortSignal.any([end, followed.signal]);
      const news = isOfAll
        ? watchAnyChange(feeds.anyChange, request, both)
        : watchPipeline(feeds, request, both);
      for await (const { cursor, delta } of news)
        await isTaken(() => {
          cursors[place] = cursor;
          return itemOf({ place, delta, refusal: null });
        });
      if (!end.aborted && followed?.signal.reason instanceof Refused) throw followed.signal.reason;
    } catch (error) {
      await isTaken(() => {
        if (!(error instanceof Refused)) throw error;
        return itemOf({ place, delta: null, refusal: error.refusal });
      });
    } finally {
      followed?.close();
    }
  };
  const stop = () => wake();
  signal.addEventListener("abort", stop);
  for (const [place, watch] of watches.entries()) void follow(watch, place);
  try {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      try {
        yield next.give();
      } finally {
        next.taken();
      }
    }
  } finally {
    signal.removeEventListener("abort", stop);
    ended.abort();
    for (const { taken } of waiting) taken();
  }
}
