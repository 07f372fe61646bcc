import { eventFeedInput } from "#contract/flow/event-feed.ts";
import { readEvents } from "#services/event-feed/read-events.ts";
import { MANY } from "../../about.ts";
import { query, router } from "../../init.ts";

export const eventsRouter = router({
  /** The event feed: transitions of all pipelines that may be read, from behind a cursor. */
  list: query("read", eventFeedInput, MANY).query(async ({ ctx, input = {} }) =>
    readEvents(ctx.database, input, await ctx.readable()),
  ),
});
