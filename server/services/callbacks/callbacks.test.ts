import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { type Launched, trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { answerCallback } from "#trpc/serve/routes/serve-callback.ts";
import { listEvents } from "../pipelines/read/show-pipeline.ts";
import { forceTrack } from "../tracks/force-track.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { setBreak } from "../tracks/set-break.ts";

const system = await startTestSystem();
const { database } = system;
await system.startRunner({ SIGNALBOX_RUNNER: "r1" });
const dir = await system.makeDirectory();

/** Calls an address from outside; gives the HTTP status. */
async function call(url: string, body: unknown = {}, eventId?: string): Promise<number> {
  const request = new Request(url, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: eventId === undefined ? {} : { "idempotency-key": eventId },
  });
  return (await answerCallback(database, request, url.split("/").at(-1) ?? "")).status;
}

async function addressOf(run: Launched, vertex = "W"): Promise<string> {
  return (await run.track(vertex)).callback ?? "";
}

const launch = (name: string, vertex: string) =>
  system.launch(
    `signalbox: 1\nname: ${name}\nvertices:\n  W: ${vertex}\n  B: { script: echo B }\nedges: [W -> B]\n`,
  );

const isAsleep = (view: Parameters<typeof trackIn>[0]) => trackIn(view, "W").state === "sleeping";

async function refusals(run: Launched): Promise<number> {
  const events = await listEvents(database.queries, run.id, undefined, 500);
  return events.filter(({ kind }) => kind === "refused").length;
}

test("an old address is refused and recorded, and changes nothing; the new one ends the wait", async () => {
  const run = await launch(
    "retried-call",
    "{ kind: wait, wait: { callback: once }, outputs: { n: { type: integer, required: true } } }",
  );
  const old = await addressOf(run);
  await forceTrack(database, { id: run.id, vertex: "W", to: "failed", reason: "too late" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "failed");
  await retryTrack(database, { id: run.id, vertex: "W", reason: "again" }, "ann");
  const present = await addressOf(run);
  expect(present).not.toBe(old);
  expect(await call(old, { n: 1 })).toBe(410);
  expect(await refusals(run)).toBe(1);
  expect(await run.track("W")).toMatchObject({ state: "sleeping", attempt: 2 });
  expect(await call(present, { n: 2 })).toBe(200);
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]).toMatchObject({ state: "succeeded", attempt: 2, outputs: { n: 2 }, callback: null });
  expect(await call(present, { n: 3 })).toBe(410);
});

test("data that does not fit is answered 422, is among the events, and the track goes on waiting", async () => {
  const run = await launch(
    "misfit-call",
    "{ kind: wait, wait: { callback: { until: call.done } }, outputs: { n: { type: integer, required: true } } }",
  );
  const address = await addressOf(run);
  const send = async (body: unknown, eventId?: string) => {
    const headers = new Headers(eventId === undefined ? [] : [["idempotency-key", eventId]]);
    const request = new Request(address, { method: "POST", body: JSON.stringify(body), headers });
    const response = await answerCallback(database, request, address.split("/").at(-1) ?? "");
    return { status: response.status, text: await response.text() };
  };
  expect(await send({})).toMatchObject({
    status: 422,
    text: expect.stringMatching(/`until` cannot be evaluated.*goes on waiting/),
  });
  expect(await send({ done: true, n: "none" }, "e1")).toMatchObject({
    status: 422,
    text: expect.stringMatching(/output n/),
  });
  expect(await send({ done: false, n: "none" }, "e2")).toMatchObject({ status: 200 });
  expect(await run.track("W")).toMatchObject({ state: "sleeping", attempt: 1 });
  const events = await listEvents(database.queries, run.id, undefined, 500);
  const refused = events.filter(({ kind }) => kind === "refused").map(({ reason }) => reason);
  expect(refused).toHaveLength(2);
  expect(refused[1]).toMatch(/does not fit: .*"none"[^.]*\. Sent: \{"done":true,"n":"none"\}/);
  // The same event with data that fits counts.
  expect(await send({ done: true, n: 4 }, "e1")).toMatchObject({ status: 200 });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]).toMatchObject({ state: "succeeded", attempt: 1, outputs: { n: 4 } });
  const strict = await launch(
    "strict",
    "{ kind: wait, wait: { callback: { onInvalid: fail, until: call.n } } }",
  );
  expect(await call(await addressOf(strict), {})).toBe(422);
  await strict.until(({ pipeline }) => pipeline.state === "failed");
  expect(await refusals(strict)).toBe(1);
});

test("of two calls that both make the wait fail, the first one counts and the second one is refused", async () => {
  const run = await launch(
    "twice-failing",
    "{ kind: wait, wait: { callback: { until: 'size(calls) == 3', fail: call.bad } } }",
  );
  const address = await addressOf(run);
  const statuses = await Promise.all([call(address, { bad: true }), call(address, { bad: true })]);
  expect(statuses.sort()).toEqual([200, 410]);
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[0]).toMatchObject({ state: "failed", attempt: 1 });
  expect(await refusals(run)).toBe(1);
});

test("calls that come before the track waits are kept, and delivered in their order", async () => {
  const seen = join(dir, "url");
  const go = join(dir, "go");
  const run = await system.launch(`signalbox: 1
name: early
vertices:
  A:
    inputs: { url: { type: string, from: callbacks.W } }
    script: 'echo {url} > ${seen}; until [ -e ${go} ]; do sleep 0.05; done'
  W: { kind: wait, wait: { callback: { until: size(calls) == 2 } }, outputs: { all: { type: list, from: calls } } }
  C:
    inputs: { all: { type: list, from: outputs.W.all } }
    script: 'echo "{all}" > ${dir}/all'
edges: [A -> W, W -> C]
`);
  const url = await vi.waitFor(() => {
    const text = existsSync(seen) ? readFileSync(seen, "utf8").trim() : "";
    expect(text).toMatch(/^http.*\/api\/callbacks\//);
    return text;
  }, 20_000);
  expect(url).toBe(await addressOf(run));
  expect(await call(url, { n: 1 }, "event-1")).toBe(202);
  expect(await call(url, { n: 1 }, "event-1")).toBe(200);
  expect((await run.track("W")).state).toBe("waiting");
  expect(await call(url, { n: 2 }, "event-2")).toBe(202);
  writeFileSync(go, "");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(JSON.parse(readFileSync(join(dir, "all"), "utf8"))).toEqual([{ n: 1 }, { n: 2 }]);
});

test("an event sent many times is one call; calls sent at the same time are all kept", async () => {
  const run = await launch("many", "{ kind: wait, wait: { callback: { until: size(calls) == 30 } } }");
  const address = await addressOf(run);
  const events = Array.from({ length: 29 }, (_, place) => `event-${place}`);
  await Promise.all([...events, ...events].map((event) => call(address, {}, event)));
  expect((await run.track("W")).state).toBe("sleeping");
  expect(await call(address, {}, "event-29")).toBe(200);
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});

test("a call with a forged address or with invalid data changes nothing", async () => {
  const run = await launch("strangers", "{ kind: wait, wait: { callback: once } }");
  await run.until(isAsleep);
  const address = await addressOf(run);
  // The last letter of 43 has two bits that no byte uses. The letter before it always belongs to the signature.
  const forged = address.replace(/.(.)$/, (_, last) => `${address.at(-2) === "A" ? "B" : "A"}${last}`);
  for (const wrong of [
    forged,
    `${address}x`,
    address.replace(/\.0\.1\./, ".0.2."),
    `${address.split(".")[0]}`,
  ])
    expect(await call(wrong)).toBe(404);
  expect(await call(address, "no json")).toBe(400);
  expect(await call(address, "[".repeat(5_000))).toBe(400);
  expect(await call(address, `${"[".repeat(5_000)}${"]".repeat(5_000)}`)).toBe(400);
  expect(await call(address, "x".repeat(300 * 1024))).toBe(413);
  expect((await run.track("W")).state).toBe("sleeping");
  expect(await call(address, "")).toBe(200);
});

test("a call's data is read in its charset, and what is no text or cannot be kept is refused with its place", async () => {
  const run = await launch(
    "in-charsets",
    "{ kind: wait, wait: { callback: {} }, outputs: { name: { type: string } } }",
  );
  await run.until(isAsleep);
  const url = await addressOf(run);
  const send = async (type: string, body: Buffer) => {
    const request = new Request(url, {
      method: "POST",
      body: new Uint8Array(body),
      headers: { "content-type": type },
    });
    const response = await answerCallback(database, request, url.split("/").at(-1) ?? "");
    return { status: response.status, text: await response.text() };
  };
  const json = Buffer.from('{"name":"caf\u00e9"}', "latin1");
  expect(await send("application/json", json)).toEqual({
    status: 400,
    text: expect.stringMatching(/its byte 0xe9 at position 13 is not valid utf-8/),
  });
  expect(await send("application/json; charset=x-none", json)).toMatchObject({ status: 400 });
  expect(await send("application/json", Buffer.from('{"name":"\\ud800"}'))).toEqual({
    status: 400,
    text: expect.stringMatching(/at name: .*surrogate/),
  });
  expect((await run.track("W")).state).toBe("sleeping");
  expect(await send("application/json; charset=iso-8859-1", json)).toMatchObject({ status: 200 });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect((await run.track("W")).outputs).toEqual({ name: "café" });
});

test("without a call in time the track fails and says so", async () => {
  const run = await launch("uncalled", "{ kind: wait, wait: { callback: once }, timeout: 1s }");
  const address = await addressOf(run);
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[0]?.reason).toBe("not called within 1s");
  expect(await call(address)).toBe(410);
});

test("an address stays valid when a failure elsewhere ended the wait; a call in between is kept", async () => {
  const text = (name: string, first: string) =>
    `signalbox: 1\nname: ${name}\nvertices:\n  X: { script: 'test -e ${dir}/${name}' }\n${first}  W: { kind: wait, wait: { callback: once } }\n`;
  // It sleeps when X fails.
  const asleep = await system.launch(text("asleep", ""));
  const address = await addressOf(asleep);
  await asleep.until(({ pipeline }) => pipeline.state === "failed");
  expect((await asleep.track("W")).state).toBe("skipped");
  expect(await call(address, { n: 1 }, "first")).toBe(202);
  expect(await call(address, { n: 1 }, "first")).toBe(200);
  writeFileSync(join(dir, "asleep"), "");
  await retryTrack(database, { id: asleep.id, vertex: "X", reason: "mended" }, "ann");
  const { tracks } = await asleep.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[1]).toMatchObject({ state: "succeeded", attempt: 1, outputs: { n: 1 } });
  expect(await call(address, { n: 2 }, "first")).toBe(200);
  expect(await call(address, { n: 2 }, "second")).toBe(410);
  expect(await call(address, { n: 2 }, "second")).toBe(410);
});

test("a call whose expression would cost too much is refused, the pipeline is free, and the next call counts", async () => {
  const run = await launch(
    "costly-call",
    "{ kind: wait, wait: { callback: { until: 'call.items.all(i, i in call.allowed)' } } }",
  );
  await run.until(isAsleep);
  const address = await addressOf(run);
  const list = Array.from({ length: 19_000 }, (_, place) => 10_000 + place);
  const body = JSON.stringify({ items: list, allowed: list });
  expect(body.length).toBeGreaterThan(220_000);
  expect(await call(address, body)).toBe(422);
  const events = await listEvents(database.queries, run.id, undefined, 500);
  expect(events.find(({ kind }) => kind === "refused")?.reason).toMatch(
    /`call\.items\.all\(i, i in call\.allowed\)`: it takes too much work with these values/,
  );
  expect(await run.track("W")).toMatchObject({ state: "sleeping", attempt: 1 });
  expect(await call(address, { items: [1, 2], allowed: [1, 2, 3] })).toBe(200);
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});

test("early calls that cost much together are delivered in several transactions", async () => {
  const run = await system.launch(
    `signalbox: 1\nname: costly-flood\nvertices:\n  A: { script: 'until [ -e ${dir}/costly-flood ]; do sleep 0.05; done' }\n  W: { kind: wait, wait: { callback: { until: size(calls) == 30, fail: 'call.items.exists(i, i in call.others)' } } }\nedges: [A -> W]\n`,
  );
  const address = await addressOf(run);
  const items = Array.from({ length: 700 }, (_, place) => place);
  const body = { items, others: items.map((item) => item + 0.5) };
  for (let sent = 0; sent < 30; sent += 1) expect(await call(address, body)).toBe(202);
  writeFileSync(join(dir, "costly-flood"), "");
  const { tracks } = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(trackIn({ tracks } as never, "W").state).toBe("succeeded");
});

test("many large calls before the wait are all evaluated, and too many bytes are refused", async () => {
  const run = await system.launch(
    `signalbox: 1\nname: flood\nvertices:\n  A: { script: 'until [ -e ${dir}/flood ]; do sleep 0.05; done' }\n  W: { kind: wait, wait: { callback: { until: size(calls) == 60, fail: call.bad } } }\nedges: [A -> W]\n`,
  );
  const address = await addressOf(run);
  const body = { bad: false, items: Array.from({ length: 3_000 }, (_, place) => ({ place })) };
  for (let sent = 0; sent < 60; sent += 1) expect(await call(address, body)).toBe(202);
  writeFileSync(join(dir, "flood"), "");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const more = await launch("too-much", "{ kind: wait, wait: { callback: { until: size(calls) == 999 } } }");
  const other = await addressOf(more);
  const large = { text: "x".repeat(250 * 1024) };
  const statuses: number[] = [];
  for (let sent = 0; sent < 19; sent += 1) statuses.push(await call(other, large));
  expect(statuses).toContain(413);
  await more.until(isAsleep);
});

test("a wait that is stopped at its breakpoint when another track fails keeps its address and its calls", async () => {
  const run = await system.launch(
    `signalbox: 1\nname: broken-off\nvertices:\n  X: { script: 'sleep 0.5; test -e ${dir}/broken-off' }\n  W: { kind: wait, wait: { callback: once } }\n`,
  );
  await setBreak(database, { id: run.id, vertex: "W", isSet: true }, "ann");
  const address = await addressOf(run);
  await run.until(({ pipeline }) => pipeline.state === "failed");
  writeFileSync(join(dir, "broken-off"), "");
  await setBreak(database, { id: run.id, vertex: "W", isSet: false }, "ann");
  await retryTrack(database, { id: run.id, vertex: "X", reason: "mended" }, "ann");
  await run.until((view) => trackIn(view, "X").state === "succeeded" && isAsleep(view));
  expect(await addressOf(run)).toBe(address);
  expect(await call(address, {})).toBe(200);
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});
