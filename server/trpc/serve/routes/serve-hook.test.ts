import { createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { createFolder } from "#services/rights/folders.ts";
import { saveTrigger, setTrigger } from "#services/triggers/save-trigger.ts";
import { listDeliveriesOf, showDelivery } from "#services/triggers/show-triggers.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { answerHook } from "./serve-hook.ts";

const SECRET = "It's a Secret to Everybody";
const { database, seal } = await startTestSystem();
const { queries } = database;
const box = secretBox(randomBytes(32));
const warned: string[] = [];
const parts = {
  database,
  secrets: async () => box,
  refusedCalls: new RefusedCalls(database, () => undefined),
  warnings: { failed: (work: string) => void warned.push(work) },
};
await saveSecret(queries, box, { name: "hook-key", value: SECRET }, COMMAND_LINE);

async function publish(name: string, settings: object = {}, graph: object = {}): Promise<void> {
  await seal({
    name,
    params: { ref: { type: "string", required: true }, event: { type: "string" }, who: { type: "string" } },
    vertices: { rest: { kind: "wait", wait: { for: "10h" } } },
    ...graph,
  });
  const params = { ref: "body.ref", event: 'headers["x-github-event"]', who: "query.who" };
  const webhook = { kind: "webhook", settings: { secret: "hook-key", ...settings } } as const;
  const filter = 'body.ref != "wip"';
  await saveTrigger(database, { name, graph: name, ...webhook, filter, params }, COMMAND_LINE);
  await setTrigger(database, { name, state: "active" }, COMMAND_LINE);
}

const signed = (body: string | Uint8Array, secret = SECRET) =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

let address = 0;
/** Each call comes from an address of its own, where none is given. */
async function send(
  name: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  from = `10.0.0.${++address}`,
  given = parts,
) {
  const usual = {
    "content-type": "application/json",
    "x-github-delivery": `event-${address}`,
    "x-hub-signature-256": signed(body),
  };
  const url = `http://localhost/api/hooks/${name}?who=ann`;
  const request = new Request(url, { method: "POST", body, headers: { ...usual, ...headers } });
  const source = { who: "caller", id: null, name: "", address: from, device: "a test" } as const;
  const response = await answerHook(given, request, name, source);
  return { status: response.status, headers: response.headers, answer: await response.json() };
}

test("GitHub's own example of a signature is taken for its secret", () => {
  expect(signed("Hello, World!")).toBe(
    "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  );
});

test("a signed event launches, the same one again is answered from the first, and a filtered one launches nothing", async () => {
  await publish("on-push");
  const id = { "x-github-delivery": "one", "x-github-event": "push" };
  const first = await send("on-push", '{"ref":"main"}', id);
  expect(first).toMatchObject({ status: 202, answer: { id: "one", state: "launched", isRepeat: false } });
  const { pipeline } = first.answer;
  expect(await send("on-push", '{"ref":"main"}', id)).toMatchObject({
    status: 200,
    answer: { state: "launched", pipeline, isRepeat: true },
  });
  expect(await send("on-push", '{"ref":"wip"}')).toMatchObject({
    status: 200,
    answer: { state: "filtered", pipeline: null, reason: expect.stringContaining("not true") },
  });
  expect(await send("on-push", '{"ref":{}}')).toMatchObject({
    status: 422,
    answer: { state: "refused", reason: expect.stringContaining("The param ref") },
  });
  const [rows] = await database.pool.query("SELECT params FROM pipeline WHERE id = ?", [pipeline]);
  expect(rows).toEqual([{ params: '{"ref":"main","event":"push","who":"ann"}' }]);
});

test("whoever has not the secret is told the same whether there is such a webhook or not, and nothing is kept of it", async () => {
  await publish("guarded");
  await publish("by-token", { proof: "token" });
  const body = '{"ref":"main"}';
  const wrong = [
    await send("nowhere", body),
    await send("guarded", body, { "x-hub-signature-256": signed(body, "another secret") }),
    await send("guarded", body, { "x-hub-signature-256": signed(`${body} `) }),
    await send("guarded", body, { "x-hub-signature-256": "" }),
    await send("guarded", body, { "x-hub-signature-256": "", authorization: `Bearer ${SECRET}` }),
    await send("by-token", body),
    await send("by-token", body, { authorization: `Bearer ${SECRET}x` }),
    await send("by-token", body, { authorization: SECRET }),
  ];
  expect(new Set(wrong.map(({ status, answer }) => `${status} ${JSON.stringify(answer)}`)).size).toBe(1);
  expect(wrong[0]).toMatchObject({ status: 401, answer: { error: "not-signed-in" } });
  const right = await send("by-token", body, { authorization: `bearer  ${SECRET}`, cookie: "a=proof" });
  expect(right.status).toBe(202);
  expect((await listDeliveriesOf(queries, { name: "guarded" })).deliveries).toEqual([]);
  const [kept] = (await listDeliveriesOf(queries, { name: "by-token" })).deliveries;
  const { event } = await showDelivery(queries, { name: "by-token", id: kept?.id ?? 0 });
  expect(event).toContain('"content-type"');
  expect(event).not.toMatch(/proof|authorization|Secret to|signature/);
  const [entries] = await database.pool.query(
    "SELECT object_name AS name FROM audit_entry WHERE act = 'triggers.receive' ORDER BY id LIMIT 2",
  );
  expect(entries).toEqual([{ name: "nowhere" }, { name: "guarded" }]);
});

test("after too many wrong signatures nothing is taken from there for a while; from elsewhere it is", async () => {
  await publish("guessed");
  const body = '{"ref":"main"}';
  const wrong = { "x-hub-signature-256": "sha256=0" };
  for (let tries = 0; tries < 20; tries += 1)
    expect((await send("guessed", body, wrong, "10.9.9.9")).status).toBe(401);
  const closed = await send("guessed", body, {}, "10.9.9.9");
  expect([closed.status, closed.headers.get("retry-after")]).toEqual([429, "900"]);
  expect((await send("guessed", body, {}, "10.9.9.8")).status).toBe(202);
});

test("wrong signatures from all addresses of an IPv6 network are counted together", async () => {
  await publish("guessed-by-many");
  const sendFrom = async (from: string, headers: Record<string, string> = {}) =>
    (await send("guessed-by-many", '{"ref":"main"}', headers, from)).status;
  const wrong = { "x-hub-signature-256": "sha256=0" };
  for (let tries = 1; tries <= 20; tries += 1)
    expect(await sendFrom(`2001:db8:9:9::${tries}`, wrong)).toBe(401);
  expect(await sendFrom("2001:db8:9:9::ffff")).toBe(429);
  expect(await sendFrom("2001:db8:9:8::1")).toBe(202);
});

test("what is too long, no JSON, of another type or without an id is refused with the reason, and is not kept", async () => {
  await publish("odd", { idHeader: "X-Event-Id" });
  const id = { "x-event-id": "1" };
  const long = `{"a":"${"x".repeat(1_048_576)}"}`;
  const bytes = new Uint8Array([0x7b, 0xff, 0x7d]);
  for (const [body, headers, status, text] of [
    [long, id, 413, "at most 1,048,576 bytes"],
    [
      "payload=%7B%7D",
      { ...id, "content-type": "application/x-www-form-urlencoded" },
      415,
      "application/json",
    ],
    ['{"ref": main}', id, 400, "line 1, column 9"],
    ['{"a":1,"a":2}', id, 400, '"a"'],
    [bytes, id, 400, "not valid utf-8"],
    ['{"ref":"main"}', {}, 400, "X-Event-Id"],
    ['{"ref":"main"}', { "x-event-id": "x".repeat(201) }, 400, "1 to 200"],
  ] as const) {
    const { status: found, answer } = await send("odd", body, headers);
    expect([found, answer.text]).toEqual([status, expect.stringContaining(text)]);
  }
  expect((await listDeliveriesOf(queries, { name: "odd" })).deliveries).toEqual([]);
  const type = { "content-type": "application/cloudevents+json; charset=utf-8" };
  expect((await send("odd", '{"ref":"main"}', { ...id, ...type })).status).toBe(202);
});

test("a full queue refuses events before anything is kept, and says when to send them again; a known one is answered", async () => {
  await publish("busy", { maxQueued: 1 }, { limits: { pipelines: 1 } });
  const sendId = (id: string) => send("busy", '{"ref":"main"}', { "x-github-delivery": id });
  expect((await sendId("runs")).status).toBe(202);
  expect((await sendId("queued")).status).toBe(202);
  const full = await sendId("too-many");
  expect([full.status, full.headers.get("retry-after")]).toEqual([429, "60"]);
  expect(full.answer).toMatchObject({ error: "too-often", text: expect.stringContaining("1 pipelines") });
  expect((await sendId("queued")).answer).toMatchObject({ isRepeat: true });
  expect((await send("busy", '{"ref":"wip"}')).answer).toMatchObject({ state: "filtered" });
  const { deliveries } = await listDeliveriesOf(queries, { name: "busy" });
  expect(deliveries.map(({ state }) => state)).toEqual(["filtered", "launched", "launched"]);
});

test("a paused webhook says so to its sender; one whose secret is out of reach takes nothing", async () => {
  await publish("paused");
  await setTrigger(database, { name: "paused", state: "paused" }, COMMAND_LINE);
  expect(await send("paused", '{"ref":"main"}')).toMatchObject({
    status: 409,
    answer: { error: "state-forbids", text: 'The trigger "paused" is paused: it takes no events.' },
  });
  await setTrigger(database, { name: "paused", state: "active" }, COMMAND_LINE);
  await createFolder(database, { folder: "", name: "far" }, COMMAND_LINE);
  const moved = { name: "hook-key", value: SECRET, folder: "far" };
  await saveSecret(queries, box, moved, COMMAND_LINE);
  expect((await send("paused", '{"ref":"main"}')).status).toBe(401);
  await saveSecret(queries, box, { ...moved, folder: "" }, COMMAND_LINE);
  const otherKey = { ...parts, secrets: async () => secretBox(randomBytes(32)) };
  expect((await send("paused", '{"ref":"main"}', {}, undefined, otherKey)).status).toBe(401);
  expect(warned).toEqual(["reading the secret of a webhook"]);
  expect((await send("paused", '{"ref":"main"}')).status).toBe(202);
});
