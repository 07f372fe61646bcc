import {
  callTRPCProcedure,
  getTRPCErrorFromUnknown,
  getTRPCErrorShape,
  isTrackedEnvelope,
  type TRPCError,
} from "@trpc/server";
import type { PipelineDelta, WatchItem } from "#contract/pipelines/watch.ts";
import { transformer } from "#contract/transformer.ts";
import { wireText } from "#engine/json/wire.ts";
import { type Context, STREAM } from "../init.ts";
import { appRouter } from "../routers/router.ts";
import { eventOf } from "./stream-text.ts";

/** Their items are given to many listeners. */
const STREAMS: ReadonlySet<string> = new Set(["pipelines.watch", "pipelines.watchAll"]);
const HEADERS = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
};
const CONNECTED = `event: connected\ndata: ${JSON.stringify(STREAM.client)}\n\n`;
const PING = "event: ping\ndata: \n\n";
const RETURN = "event: return\ndata: \n\n";

type Item = WatchItem | PipelineDelta;
type OnError = (error: TRPCError, path: string) => void;

/**
 * Answers a request for one of the live streams. tRPC would turn each item into text for each listener, and send it in
 * five pieces; this sends the text that all listeners share, in one piece. What is sent is the same.
 *
 * @param endpoint the path of the API.
 * @returns null for every other request, and for one that is refused before it begins: tRPC answers it.
 */
export async function streamResponse(
  request: Request,
  endpoint: string,
  createContext: () => Promise<Context>,
  onError: OnError,
): Promise<Response | null> {
  const url = new URL(request.url);
  const path = url.pathname.slice(`${endpoint}/`.length);
  if (request.method !== "GET" || !STREAMS.has(path) || url.searchParams.has("batch")) return null;
  const gone = new AbortController();
  const signal = AbortSignal.any([request.signal, gone.signal]);
  const input = inputOf(url, request.headers);
  let context: Context;
  let items: AsyncIterable<unknown>;
  try {
    context = await createContext();
    items = (await callTRPCProcedure({
      router: appRouter,
      path,
      getRawInput: async () => input(),
      ctx: context,
      type: "subscription",
      signal,
      batchIndex: 0,
    })) as AsyncIterable<unknown>;
  } catch {
    return null;
  }
  const errorEvent = (cause: unknown) => {
    const error = getTRPCErrorFromUnknown(cause);
    onError(error, path);
    const { _config: config } = appRouter._def;
    const shape = getTRPCErrorShape({
      config,
      error,
      type: "subscription",
      path,
      input: input(),
      ctx: context,
    });
    return `event: serialized-error\ndata: ${wireText(shape)}\n\n`;
  };
  const iterator = items[Symbol.asyncIterator]();
  const stop = () => {
    gone.abort();
    void iterator.return?.().catch(() => undefined);
  };
  return new Response(streamOf(iterator, signal, errorEvent, stop), { headers: HEADERS });
}

/** Reads as fast as the listener takes: what it does not take is not read for it. */
function streamOf(
  iterator: AsyncIterator<unknown>,
  signal: AbortSignal,
  errorEvent: (cause: unknown) => string,
  stop: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from(CONNECTED)),
    async pull(controller) {
      const ping = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(Buffer.from(PING));
      }, STREAM.pingMs);
      let last: string | null = null;
      try {
        const { value, done } = await iterator.next();
        if (done) last = RETURN;
        else if (!signal.aborted) controller.enqueue(bytesOf(value));
      } catch (error) {
        last = errorEvent(error);
      } finally {
        clearInterval(ping);
      }
      if (last === null || signal.aborted) return;
      controller.enqueue(Buffer.from(last));
      controller.close();
    },
    cancel: stop,
  });
}

function bytesOf(value: unknown): Buffer {
  if (!isTrackedEnvelope<Item>(value)) throw new Error("An item of a live stream has no cursor.");
  const [id, item] = value;
  return eventOf(id, item);
}

/** As tRPC reads it: a browser that reconnects adds the id of the last event. */
function inputOf({ searchParams }: URL, headers: Headers): () => unknown {
  const last = headers.get("last-event-id") ?? searchParams.get("lastEventId");
  const text = searchParams.get("input");
  return () => {
    const input = text === null ? undefined : transformer.deserialize(JSON.parse(text));
    return last !== null && typeof input === "object" ? { ...input, lastEventId: last } : input;
  };
}
