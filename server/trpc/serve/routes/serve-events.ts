import { z } from "zod";
import { fields } from "#contract/fields.ts";
import {
  type EventFeedPage,
  eventFeedInput,
  FEED_PAGE,
  MAX_FEED_PAGE,
  MAX_FEED_WAIT_S,
} from "#contract/flow/event-feed.ts";
import { currentPeer } from "#platform/addresses/peer.ts";
import { readEvents } from "#services/event-feed/read-events.ts";
import { waitForEvents } from "#services/event-feed/wait-for-events.ts";
import { foldersAllowed } from "#services/rights/readable-folders.ts";
import { allowedActor } from "../../init.ts";
import { refusalOf, statusOf } from "../../refusals.ts";
import { authenticate } from "../authenticate.ts";
import { webProcess } from "../web-process.ts";

const wholeNumber = z
  .string()
  .regex(/^\d{1,6}$/, "Wanted a whole number")
  .transform(Number);
/** The query of the address. Any other word is refused: it may be one that was misspelt. */
const asked = fields({
  after: z.string().max(100).optional(),
  limit: wholeNumber.pipe(z.int().min(1).max(MAX_FEED_PAGE)).default(FEED_PAGE),
  wait: wholeNumber.pipe(z.int().max(MAX_FEED_WAIT_S)).default(0),
  format: z.enum(["json", "ndjson"]).default("json"),
});
const SAFE = { "x-content-type-options": "nosniff", "cache-control": "no-store" };

/**
 * The event feed: `?after=CURSOR&limit=N&wait=SECONDS&format=json|ndjson`. With `ndjson` each event is a line, and the
 * cursor is in the header `signalbox-cursor`.
 */
export async function serveEvents(request: Request): Promise<Response> {
  try {
    const { database, feeds } = webProcess();
    const whoAsks = async () =>
      allowedActor(await authenticate(database, request.headers, currentPeer()), "read");
    // Whoever may not ask is told so before their query is judged.
    await whoAsks();
    const { wait, format, limit, after } = asked.parse(Object.fromEntries(new URL(request.url).searchParams));
    const read = async (cursor: string | undefined) => {
      const input = eventFeedInput.parse({ limit, ...(cursor !== undefined && { after: cursor }) });
      // Asked each time: during a long wait a token may be revoked, and what may be read may change.
      const { rights } = await whoAsks();
      const folders = await foldersAllowed(database.queries, rights, "read");
      return readEvents(database, input ?? {}, folders);
    };
    const place = { ...(after !== undefined && { after }), waitMs: wait * 1_000, signal: request.signal };
    const page = wait === 0 ? await read(after) : await waitForEvents(feeds.anyChange, read, place);
    return format === "json" ? Response.json(page, { headers: SAFE }) : linesOf(page);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    const status = refusal.code === "state-forbids" ? 410 : statusOf(refusal);
    return Response.json({ error: refusal }, { status, headers: SAFE });
  }
}

function linesOf({ events, cursor, hasMore }: EventFeedPage): Response {
  return new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(""), {
    headers: {
      ...SAFE,
      "content-type": "application/x-ndjson; charset=utf-8",
      "signalbox-cursor": cursor,
      "signalbox-has-more": String(hasMore),
    },
  });
}
