import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PipelineDelta, WatchItem } from "#contract/pipelines/watch.ts";
import { transformer } from "#contract/transformer.ts";
import { ExactNumber } from "#engine/json/exact-number.ts";
import { openLog } from "#platform/log.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import { startTestSystem } from "#testing/test-system.ts";
import type { Context } from "../init.ts";
import { appRouter } from "../routers/router.ts";
import { answerApi } from "./answer-api.ts";
import { eventOf } from "./stream-text.ts";

const { database, launch, startRunner } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

const context: Context = {
  database,
  feeds: new PipelineFeeds(database),
  warnings: new RepeatedWarnings(openLog("test", "silent")),
  refusedCalls: new RefusedCalls(database, () => undefined),
  secrets: () => Promise.reject(new Error("Nobody asks for secrets.")),
  ...ANN_ASKS,
  requestId: null,
};
const byUs = (request: Request) => answerApi(request, { createContext: async () => context });
const byTrpc = (request: Request) =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => context,
  });

type SentEvent = Readonly<Record<string, string>>;

/** The events of a stream, up to the one that `isLast` says. */
async function eventsOf(response: Response, isLast: (event: SentEvent) => boolean): Promise<SentEvent[]> {
  const events: SentEvent[] = [];
  let now: Record<string, string> = {};
  let rest = "";
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [, field, value] = /^(\w+): (.*)$/.exec(line) ?? [];
      if (field !== undefined && value !== undefined) now[field] = value;
      if (line !== "" || Object.keys(now).length === 0) continue;
      if (now["event"] !== "ping") events.push(now);
      if (isLast(now)) return events;
      now = {};
    }
  }
  return events;
}

test("a live stream sends what tRPC's own writer would send, from its beginning, from a place, and to its refusal", async () => {
  const run = await launch({ name: "streamed", vertices: { A: { script: "echo é; echo '\\o/'" } } });
  const { rev } = (await run.until(({ pipeline }) => pipeline.state === "succeeded")).pipeline;
  const log = { vertex: "A", attempt: 1, after: 0 };
  const watch = { id: run.id, after: 0, log };
  const calls: readonly (readonly [string, unknown, Readonly<Record<string, string>>?])[] = [
    ["pipelines.watch", watch],
    ["pipelines.watchAll", { watches: [watch] }],
    ["pipelines.watchAll", { watches: [{ id: 99_999, after: 0, log: null }] }],
    ["pipelines.watchAll", { watches: [watch] }, { "last-event-id": `${rev}:0` }],
    ["pipelines.watch", { ...watch, log: { ...log, vertex: "Z" } }],
    ["pipelines.watch", { ...watch, id: 99_999 }],
    ["pipelines.watch", { ...watch, id: "one" }],
    ["pipelines.watchAll", { watches: [] }],
    ["pipelines.watchNone", watch],
  ];
  const isLast = ({ event, data = "" }: SentEvent) =>
    event === "serialized-error" || /"isComplete":true|"refusal":\{/.test(data);
  for (const [path, input, headers = {}] of calls) {
    const url = `http://x/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`;
    const told = async (answer: typeof byUs) => {
      const response = await answer(new Request(url, { headers }));
      const type = response.headers.get("content-type");
      if (type !== "text/event-stream") return { status: response.status, type, body: await response.json() };
      return { status: response.status, type, events: await eventsOf(response, isLast) };
    };
    const ours = await told(byUs);
    expect(ours).toEqual(await told(byTrpc));
    expect(JSON.stringify(ours)).toMatch(/isComplete|refusal|error/);
  }
});

const WIRE_VALUE = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(null, true, -0, new ExactNumber("3.10"), "\n\ndata: x\r", "\ud800"),
    fc.date({ noInvalidDate: true }),
    fc.array(tie("value")),
    fc.dictionary(fc.string(), tie("value")),
    fc.array(fc.tuple(fc.string(), tie("value"))).map((entries) => new Map(entries)),
  ),
})).value;

test("whatever an item holds, its event is one event, with the text that tRPC would send, also when it is sent again", () => {
  const delta = fc.record({
    rev: fc.nat(),
    pipeline: WIRE_VALUE,
    tracks: fc.array(WIRE_VALUE),
    log: fc.option(fc.dictionary(fc.string(), WIRE_VALUE)),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<PipelineDelta>;
  const item = fc.record({
    place: fc.nat(),
    delta: fc.option(delta),
    refusal: fc.option(fc.constant({ code: "not-found", text: "a\nb" })),
  }) as fc.Arbitrary<WatchItem>;
  fc.assert(
    fc.property(fc.oneof(delta, item), (sent) => {
      const event = eventOf("1:2", sent).toString();
      expect(event).toBe(`data: ${JSON.stringify(transformer.serialize(sent))}\nid: 1:2\n\n`);
      expect(eventOf("1:2", sent).toString()).toBe(event);
    }),
  );
});
