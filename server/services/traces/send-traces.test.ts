import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, expect, test, vi } from "vitest";
import { traceIdOf, traceparentOf } from "#engine/model/trace-ids.ts";
import { openLog } from "#platform/log.ts";
import { traceSettings } from "#platform/settings/trace-settings.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { sendTraces } from "./send-traces.ts";
import { TraceClock } from "./trace-clock.ts";

type Attribute = { readonly key: string; readonly value: Readonly<Record<string, string>> };
type Span = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code: number };
};

const { database, launch, startRunner } = await startTestSystem();
const { queries } = database;

/** What was received: documents of traces, and headers of everything else. */
const received: { url: string; token: string; spans: Span[] }[] = [];
const parents: string[] = [];
let status = 200;
const receiver = createServer(async (request, response) => {
  if (request.url === "/v1/traces") {
    const document = (await json(request)) as {
      resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
    };
    const spans = document.resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((each) => each.spans),
    );
    received.push({ url: request.url, token: String(request.headers["x-token"]), spans });
  } else parents.push(String(request.headers["traceparent"]));
  response.writeHead(request.url === "/v1/traces" ? status : 200, { "content-type": "application/json" });
  response.end("{}");
}).listen(0, "127.0.0.1");
await once(receiver, "listening");
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});
const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
const settings = traceSettings({
  OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`,
  OTEL_EXPORTER_OTLP_HEADERS: "x-token=a%20b",
});
if (settings === null) throw new Error("There are no settings.");
const attributeOf = ({ attributes }: Span, key: string) => {
  const value = attributes.find((each) => each.key === `signalbox.${key}`)?.value ?? {};
  return value["stringValue"] ?? value["intValue"];
};
const FROM = { at: new Date(0), id: 0 };
const LATER = new Date("2999-01-01T00:00:00Z");

test("a pipeline is a trace and each attempt a span below it; a retry is linked, and no value is in it", async () => {
  const { id } = await launch({
    name: "traced",
    params: { word: { type: "string", default: "hush" } },
    vertices: { A: { script: "echo {word}", inputs: { word: { type: "string", from: "params.word" } } } },
  });
  const runner = await StandInRunner.register(database);
  const settle = async (code: number) => {
    const claimed = await runner.claim();
    if (claimed === null) throw new Error("There is nothing to claim.");
    await runner.settle(claimed, code);
    return claimed;
  };
  const first = await settle(1);
  await retryTrack(
    database,
    { id, vertex: "A", reason: "again", onlyFailed: false, downstream: false },
    "ann",
  );
  await settle(0);
  await sendTraces(queries, settings, FROM, LATER);
  expect(received).toHaveLength(1);
  expect(received[0]?.token).toBe("a b");
  const spans = received[0]?.spans ?? [];
  const [pipeline, failed, succeeded] = spans;
  if (pipeline === undefined || failed === undefined || succeeded === undefined)
    throw new Error("A span is missing.");
  expect(spans.map(({ name, status: { code } }) => [name, code])).toEqual([
    ["traced", 1],
    ["A", 2],
    ["A", 1],
  ]);
  const traceId = traceIdOf({ pipelineId: id, launchedAt: first.launchedAt });
  expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
  expect([failed, succeeded].map((span) => span.parentSpanId)).toEqual([pipeline.spanId, pipeline.spanId]);
  expect(traceparentOf(first)).toBe(`00-${traceId}-${failed.spanId}-01`);
  expect(succeeded.links.map(({ spanId }) => spanId)).toEqual([failed.spanId]);
  expect(attributeOf(pipeline, "state")).toBe("succeeded");
  expect(attributeOf(failed, "exit_code")).toBe("1");
  expect(Number(attributeOf(succeeded, "queue_ms"))).toBeGreaterThanOrEqual(0);
  for (const { startTimeUnixNano, endTimeUnixNano } of spans)
    expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
  expect(JSON.stringify(received)).not.toContain("hush");
});

test("each attempt of each pipeline is sent once, however many there are and however many ended at the same moment", async () => {
  const runner = await StandInRunner.register(database, "r2");
  const at = new Date("2001-02-03T04:05:06.007Z");
  const vertices = { A: { script: "a" }, B: { script: "b" }, C: { script: "c" } };
  for (const name of ["one", "two", "three"]) {
    const { id } = await launch({ name, vertices });
    await runner.executeAll();
    await database.pool.query("update pipeline set finished_at = ? where id = ?", [at, id]);
  }
  const to = new Date(at.getTime() + 1);
  // The first two have too many attempts together; then each of them has too many by itself.
  for (const limits of [
    { pipelines: 2, attempts: 9 },
    { pipelines: 9, attempts: 4 },
    { pipelines: 9, attempts: 2 },
  ]) {
    received.length = 0;
    let place = { at, id: 0 };
    while (place.at < to) place = await sendTraces(queries, settings, place, to, limits);
    const spans = received.flatMap((each) => each.spans);
    expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined).map(({ name }) => name)).toEqual([
      ...["one", "two", "three"],
    ]);
    expect(spans).toHaveLength(12);
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(12);
    for (const { spans: together } of received)
      expect(together.filter(({ parentSpanId }) => parentSpanId !== undefined).length).toBeLessThanOrEqual(
        limits.attempts,
      );
  }
  received.length = 0;
});

test("while the receiver refuses, the log says so once and nothing is lost; then it is sent once", async () => {
  const lines: string[] = [];
  const log = { ...openLog("test", "silent"), warn: (_fields: object, text: string) => lines.push(text) };
  const warnings = new RepeatedWarnings(log as never);
  const clock = new TraceClock({ database, warnings, holder: "this one", settings });
  // What ended since the duty was last done is sent, also where another process did it.
  await database.pool.query(
    "insert into duty (name, holder, lease_until, done_at) values ('traces', 'gone', now(3), now(3) - interval 600 second)",
  );
  await database.pool.query("update pipeline set finished_at = finished_at - interval 60 second");
  received.length = 0;
  status = 503;
  await clock.look();
  await clock.look();
  expect(lines.filter((line) => line.startsWith("sending traces failed"))).toHaveLength(1);
  expect(received).toHaveLength(2);
  status = 200;
  await clock.look();
  await clock.look();
  expect(received).toHaveLength(3);
  expect(lines.at(-1)).toMatch(/^sending traces is back/);
  expect(lines.join()).not.toContain("a b");
});

test("a script and a request are told the span of their attempt; without the variable they are not", async () => {
  const graph = (name: string) => ({
    name,
    vertices: {
      script: {
        outputs: { parent: { type: "string" } },
        script: 'echo "parent=${TRACEPARENT:-none}" >> "$SIGNALBOX_OUTPUT"',
      },
      call: { kind: "http", http: { url: `${url}/told` } },
    },
  });
  const told = async (id: number) => {
    await vi.waitFor(async () => {
      const [rows] = await database.pool.query("select state from pipeline where id = ?", [id]);
      expect(rows).toMatchObject([{ state: "succeeded" }]);
    }, 60_000);
    const [rows] = await database.pool.query(
      "select outputs from track where pipeline_id = ? order by number",
      [id],
    );
    return String((rows as unknown as { outputs: string }[])[0]?.outputs);
  };
  const runner = await startRunner({ SIGNALBOX_HTTP_ALLOW: "127.0.0.1", OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const { id } = await launch(graph("told"));
  const outputs = await told(id);
  const [rows] = await database.pool.query("select launched_at as at from pipeline where id = ?", [id]);
  const launchedAt = new Date((rows as unknown as { at: Date }[])[0]?.at ?? 0).getTime();
  const traceId = traceIdOf({ pipelineId: id, launchedAt });
  expect(outputs).toMatch(new RegExp(`"00-${traceId}-[0-9a-f]{16}-01"`));
  expect(parents).toEqual([expect.stringMatching(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))]);
  await runner.stop();
  await startRunner({ SIGNALBOX_HTTP_ALLOW: "127.0.0.1" });
  expect(await told((await launch(graph("untold"))).id)).toContain("none");
  expect(parents.at(-1)).toBe("undefined");
});

test("an address that is none is refused with a sentence that has nothing of the headers", () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318", OTEL_EXPORTER_OTLP_HEADERS: "x-token=secret" };
  expect(() => traceSettings(env)).toThrow(/^OTEL_EXPORTER_OTLP_ENDPOINT cannot be used/);
  expect(traceSettings({})).toBeNull();
});
