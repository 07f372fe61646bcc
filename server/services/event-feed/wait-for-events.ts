import type { EventFeedPage } from "#contract/flow/event-feed.ts";
import type { AnyChange } from "../watch/any-change.ts";
import { Bell } from "../watch/bell.ts";

/** What no hint told is found so soon. */
const LOOK_MS = 2_000;

/**
 * Reads until there is an event, more to read, or the time is over. The feed is looked at after each change of a pipeline,
 * and now and then.
 *
 * @param read gives the page behind a cursor.
 * @param signal ends the wait: whoever asked is gone.
 */
export async function waitForEvents(
  change: Pick<AnyChange, "listen">,
  read: (after: string | undefined) => Promise<EventFeedPage>,
  {
    after,
    waitMs,
    signal,
  }: { readonly after?: string; readonly waitMs: number; readonly signal: AbortSignal },
): Promise<EventFeedPage> {
  const until = performance.now() + waitMs;
  const bell = new Bell();
  const deafen = change.listen({ ring: bell.ring, fail: bell.ring });
  signal.addEventListener("abort", bell.ring);
  try {
    for (let cursor = after; ; ) {
      bell.hush();
      const page = await read(cursor);
      const leftMs = until - performance.now();
      if (page.events.length > 0 || page.hasMore || leftMs <= 0 || signal.aborted) return page;
      cursor = page.cursor;
      const timer = setTimeout(bell.ring, Math.min(leftMs, LOOK_MS));
      await bell.rung();
      clearTimeout(timer);
    }
  } finally {
    signal.removeEventListener("abort", bell.ring);
    deafen();
  }
}
